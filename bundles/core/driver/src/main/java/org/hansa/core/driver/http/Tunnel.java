package org.hansa.core.driver.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/**
 * Shows a proxy the user and password where the platform's client does not: it leaves {@code Basic}
 * out of {@code CONNECT} unless a property of the whole JVM says otherwise. The client connects to
 * a door on loopback that lets in who knows the pass; behind it {@code CONNECT} goes to the proxy
 * with the credentials, and all else passes unread. It has two threads for each connection.
 */
final class Tunnel implements AutoCloseable {

  private static final int LONGEST_HEAD = 16 << 10;

  private final HttpProxy proxy;
  private final HttpSettings settings;
  private final String pass;
  private final ServerSocket door;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "http-tunnel");
            thread.setDaemon(true);
            return thread;
          });

  Tunnel(HttpProxy proxy, HttpSettings settings) {
    this.proxy = proxy;
    this.settings = settings;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.pass = "Pass " + HexFormat.of().formatHex(random);
    try {
      this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new DriverException(Reason.INTERNAL, "no port on loopback for the way to a proxy", e);
    }
    threads.execute(this::accept);
  }

  InetSocketAddress door() {
    return InetSocketAddress.createUnresolved(
        door.getInetAddress().getHostAddress(), door.getLocalPort());
  }

  /** What the client says at the door instead of the credentials. */
  String pass() {
    return pass;
  }

  private void accept() {
    boolean over = false;
    while (!over) {
      try {
        Socket near = door.accept();
        kept(near);
        threads.execute(() -> serve(near));
      } catch (IOException e) {
        // It was closed, or nobody can be let in just now.
        sockets.removeIf(Socket::isClosed);
        over = isOver();
      }
    }
  }

  /** Looked at for a moment, lest a machine without free sockets is kept busy besides. */
  private boolean isOver() {
    try {
      return closed.await(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void kept(Socket socket) throws IOException {
    sockets.add(socket);
    if (door.isClosed()) {
      socket.close();
    }
  }

  private void serve(Socket near) {
    try (near;
        Socket far = new Socket()) {
      kept(far);
      near.setSoTimeout((int) settings.limits.connect().toMillis());
      String head = head(near.getInputStream());
      near.setSoTimeout(0);
      if (!head.startsWith("CONNECT ")
          || !head.contains("\r\nProxy-Authorization: " + pass + "\r\n")) {
        return;
      }
      far.connect(
          new InetSocketAddress(proxy.address().getHost(), proxy.address().getPort()),
          (int) settings.limits.connect().toMillis());
      far.setTcpNoDelay(true);
      near.setTcpNoDelay(true);
      send(far.getOutputStream(), head.replace(pass, proxy.basic().orElseThrow()));
      threads.execute(() -> pump(far, near));
      pump(near, far);
    } catch (IOException e) {
      // Both ends close, and the client says of its own what it sees.
      sockets.removeIf(Socket::isClosed);
    } finally {
      sockets.removeIf(Socket::isClosed);
    }
  }

  private static void send(OutputStream to, String head) throws IOException {
    to.write(head.getBytes(StandardCharsets.ISO_8859_1));
    to.flush();
  }

  /** With the empty line that ends it. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int one = in.read();
      if (one < 0 || head.size() >= LONGEST_HEAD) {
        throw new IOException("no head of a request");
      }
      head.write(one);
      // Looked at where a line ends.
      text = one == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : "";
    }
    return text;
  }

  /** When one way ends both do: no TLS goes on over half a connection. */
  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Both ends see that it is over.
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      door.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
