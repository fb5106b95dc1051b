package org.hansa.core.testing.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Says the same to whoever connects and has said something. */
final class Blurt implements AutoCloseable {

  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger over = new AtomicInteger();
  private final String words;
  private final boolean ends;

  Blurt(String words) throws IOException {
    this(words, true);
  }

  /**
   * @param ends whether it closes after that
   */
  Blurt(String words, boolean ends) throws IOException {
    this.words = words;
    this.ends = ends;
    Thread thread = new Thread(this::serve, "blurt");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return door.getLocalPort();
  }

  /** How many clients have ended their connection. */
  int over() {
    return over.get();
  }

  private void serve() {
    while (!door.isClosed()) {
      try (Socket client = door.accept()) {
        byte[] some = new byte[8192];
        if (client.getInputStream().read(some) > 0) {
          client.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
          if (ends) {
            client.shutdownOutput();
          }
          // Until the client has gone too, so that nothing said is lost.
          client.getInputStream().transferTo(OutputStream.nullOutputStream());
          over.incrementAndGet();
        }
      } catch (IOException e) {
        // The client broke off, or the test is over.
      }
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
