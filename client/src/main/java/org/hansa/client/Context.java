package org.hansa.client;

import java.util.Optional;
import org.hansa.core.api.Ref;

/**
 * A login that is kept.
 *
 * @param url of the installation
 * @param account as Account/tenant/name
 * @param key under which the account has the token
 * @param authority PEM of whom its certificate is from
 * @param insecureHttp true if plain HTTP may leave this machine
 */
record Context(
    String url,
    String account,
    String key,
    String token,
    Optional<String> authority,
    boolean insecureHttp) {

  Access access(String name) {
    return Access.bearer(Address.parse(url, insecureHttp), token, authority, Optional.of(name));
  }

  Ref ref() {
    return Ref.parse(account);
  }

  /** Never the token. */
  @Override
  public String toString() {
    return account + " at " + url;
  }
}
