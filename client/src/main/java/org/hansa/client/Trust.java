package org.hansa.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.hansa.core.api.Problem;

/** Whom a server's certificate must be from. */
final class Trust {

  private Trust() {}

  /**
   * These and nobody else.
   *
   * @param pem certificates
   * @throws Problem INVALID if there is none in it
   */
  static SSLContext context(String pem) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      ByteArrayInputStream in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + number++, each);
      }
      if (number == 0) {
        throw new GeneralSecurityException("there is none in it");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new Problem(
          Problem.Reason.INVALID,
          "the certificates of the authority cannot be read: " + e.getMessage(),
          "Give a file in PEM.",
          List.of(),
          e);
    }
  }
}
