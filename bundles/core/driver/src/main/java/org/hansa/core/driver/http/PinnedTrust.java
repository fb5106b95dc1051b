package org.hansa.core.driver.http;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Takes the one server that has the key, which the handshake proves. It is an extended one so that
 * nothing is wrapped around it that would look at host names.
 */
final class PinnedTrust extends X509ExtendedTrustManager {

  /** Thrown for any other. */
  static final class Mismatch extends CertificateException {

    private static final long serialVersionUID = 1;

    Mismatch(String message) {
      super(message);
    }
  }

  private final Pin pin;

  PinnedTrust(Pin pin) {
    this.pin = pin;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    Pin key = Pin.digest(chain[0].getPublicKey().getEncoded());
    if (!pin.equals(key) && !pin.equals(Pin.digest(chain[0].getEncoded()))) {
      throw new Mismatch("the server's key is " + key + " and not the pinned " + pin);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
