package org.hansa.core.testing.fault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * How a proxy speaks TLS.
 *
 * @param shown what it shows to clients that are to trust it
 * @param untrusted what it shows where they are not
 * @param client by which it trusts the server
 */
public record Tls(SSLContext shown, SSLContext untrusted, SSLContext client) {

  Wire secure(Socket near, Fate fate) throws IOException {
    if (fate.first(Fault.NoHandshake.class).isPresent()) {
      // It is the client that speaks first.
      near.getInputStream().read();
      throw new IOException("no handshake");
    }
    SSLContext context = fate.first(Fault.Untrusted.class).isPresent() ? untrusted : shown;
    SSLSocket secured =
        (SSLSocket) context.getSocketFactory().createSocket(near, null, near.getPort(), true);
    secured.setUseClientMode(false);
    secured.startHandshake();
    return new Wire(near, secured);
  }

  Socket to(Socket plain, InetSocketAddress server) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            client
                .getSocketFactory()
                .createSocket(plain, server.getHostString(), server.getPort(), true);
    secured.startHandshake();
    return secured;
  }
}
