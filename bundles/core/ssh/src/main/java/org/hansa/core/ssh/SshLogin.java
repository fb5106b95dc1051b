package org.hansa.core.ssh;

import java.util.Map;
import java.util.Optional;

/**
 * How to prove who we are; a key is tried first. It shows none of it.
 *
 * @param key a private key as OpenSSH or PEM writes it: ed25519, ecdsa or rsa
 * @param passphrase of the key, if it has one
 * @param password of the user
 */
public record SshLogin(
    Optional<String> key, Optional<String> passphrase, Optional<String> password) {

  /** Of the credentials {@code key}, {@code passphrase} and {@code password}; others are left. */
  public static SshLogin of(Map<String, String> credentials) {
    return new SshLogin(
        Optional.ofNullable(credentials.get("key")),
        Optional.ofNullable(credentials.get("passphrase")),
        Optional.ofNullable(credentials.get("password")));
  }

  @Override
  public String toString() {
    return "SshLogin[" + (key.isPresent() ? "key" : password.isPresent() ? "password" : "") + "]";
  }
}
