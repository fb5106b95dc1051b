package org.hansa.core.driver.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** Makes of trust and a client's certificate what TLS needs. */
final class Handshakes {

  private static final char[] IN_MEMORY = "in memory".toCharArray();

  private Handshakes() {}

  static SSLContext context(Trust trust, Optional<ClientCertificate> certificate) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(certificate.isEmpty() ? null : keys(certificate.get()), trusted(trust), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new DriverException(Reason.INVALID, "TLS cannot be used so: " + e.getMessage(), e);
    }
  }

  /** Null stands for what the platform trusts. */
  private static TrustManager[] trusted(Trust trust) throws GeneralSecurityException, IOException {
    if (trust.pin().isPresent()) {
      return new TrustManager[] {new PinnedTrust(trust.pin().get())};
    }
    if (trust.authorities().isEmpty()) {
      return null;
    }
    KeyStore store = empty();
    int n = 0;
    for (X509Certificate one : Pem.certificates(trust.authorities().get(), "the authorities")) {
      store.setCertificateEntry("authority" + n++, one);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .map(one -> one instanceof X509ExtendedTrustManager known ? new DatedTrust(known) : one)
        .toArray(TrustManager[]::new);
  }

  private static KeyManager[] keys(ClientCertificate certificate)
      throws GeneralSecurityException, IOException {
    List<X509Certificate> chain = Pem.certificates(certificate.chain(), "the client's certificate");
    KeyStore store = empty();
    store.setKeyEntry(
        "client", Pem.key(certificate.key()), IN_MEMORY, chain.toArray(new X509Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, IN_MEMORY);
    return factory.getKeyManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
