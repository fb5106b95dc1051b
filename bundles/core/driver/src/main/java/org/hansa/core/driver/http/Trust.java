package org.hansa.core.driver.http;

import java.util.Optional;

/** Whom a caller takes for the server, where it speaks TLS. */
public final class Trust {

  private final Optional<String> authorities;
  private final Optional<Pin> pin;

  private Trust(Optional<String> authorities, Optional<Pin> pin) {
    this.authorities = authorities;
    this.pin = pin;
  }

  /** Whoever the platform's authorities vouch for; the host name must fit. */
  public static Trust system() {
    return new Trust(Optional.empty(), Optional.empty());
  }

  /**
   * Whoever these vouch for, and nobody else; the host name must fit.
   *
   * @param pem one certificate or several
   */
  public static Trust authorities(String pem) {
    return new Trust(Optional.of(pem), Optional.empty());
  }

  /**
   * The one with this key. Who vouches for it, for which name and until when does not count: it is
   * for machines that signed their certificate themselves.
   *
   * @param sha256 of the certificate or of its SubjectPublicKeyInfo, in hex (colons are allowed) or
   *     base64; {@code sha256:} or {@code sha256/} may stand before it
   * @throws org.hansa.core.driver.DriverException INVALID if it is neither
   */
  public static Trust pinned(String sha256) {
    return new Trust(Optional.empty(), Optional.of(Pin.of(sha256)));
  }

  Optional<String> authorities() {
    return authorities;
  }

  Optional<Pin> pin() {
    return pin;
  }
}
