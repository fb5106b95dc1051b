package org.hansa.core.testing.http;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.hansa.core.testing.fault.Identity;

/** Answers 204 to clients that show the certificate that it has itself. */
final class Choosy implements AutoCloseable {

  private final SSLServerSocket door;

  Choosy(Identity identity) throws IOException, GeneralSecurityException {
    door =
        (SSLServerSocket)
            identity
                .mutual()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    door.setNeedClientAuth(true);
    Thread thread = new Thread(this::serve, "choosy");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return door.getLocalPort();
  }

  private void serve() {
    while (!door.isClosed()) {
      try (SSLSocket client = (SSLSocket) door.accept()) {
        if (client.getInputStream().read(new byte[8192]) > 0) {
          client
              .getOutputStream()
              .write("HTTP/1.1 204 Yes\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException e) {
        // It was told by an alert, or the test is over.
      }
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
