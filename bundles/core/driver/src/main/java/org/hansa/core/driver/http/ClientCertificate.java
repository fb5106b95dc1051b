package org.hansa.core.driver.http;

/**
 * Shown to a server that asks for one.
 *
 * @param chain in PEM, the caller's own certificate first
 * @param key its private key in PEM, PKCS #8 without a passphrase
 */
public record ClientCertificate(String chain, String key) {

  @Override
  public String toString() {
    return "ClientCertificate";
  }
}
