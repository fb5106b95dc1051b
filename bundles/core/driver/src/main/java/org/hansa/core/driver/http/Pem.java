package org.hansa.core.driver.http;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** Certificates and keys as text. What is wrong with them is said without showing them. */
final class Pem {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private Pem() {}

  /**
   * @param what they are, for the message
   */
  static List<X509Certificate> certificates(String pem, String what) {
    try {
      List<X509Certificate> all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (all.isEmpty()) {
        throw new DriverException(Reason.INVALID, what + ": there is no certificate in it");
      }
      return all;
    } catch (CertificateException e) {
      throw new DriverException(
          Reason.INVALID, what + ": not certificates in PEM (BEGIN CERTIFICATE)", e);
    }
  }

  static PrivateKey key(String pem) {
    Matcher found = KEY.matcher(pem);
    if (!found.find()) {
      throw new DriverException(
          Reason.INVALID,
          "the client key is not PKCS #8 in PEM without a passphrase (BEGIN PRIVATE KEY);"
              + " 'openssl pkcs8 -topk8 -nocrypt' makes it so");
    }
    PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(decoded(found.group(1)));
    return Stream.of("RSA", "EC", "EdDSA")
        .flatMap(algorithm -> key(algorithm, encoded).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new DriverException(Reason.INVALID, "the client key is no RSA, EC or Ed25519 key"));
  }

  private static Optional<PrivateKey> key(String algorithm, PKCS8EncodedKeySpec encoded) {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
    } catch (GeneralSecurityException e) {
      // It is of another sort.
      return Optional.empty();
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new DriverException(Reason.INVALID, "the client key is damaged: not base64");
    }
  }
}
