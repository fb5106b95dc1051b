package org.hansa.core.testing.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP proxy as companies have it: it passes on what has the right credentials. */
final class HttpRelayServer implements AutoCloseable {

  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final String wanted;

  /**
   * @param wanted in Proxy-Authorization; empty for nothing
   */
  HttpRelayServer(String wanted) throws IOException {
    this.wanted = wanted;
    threads.execute(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  /** Of all that was asked, as it came. */
  List<String> heads() {
    return List.copyOf(heads);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket near = door.accept();
        sockets.add(near);
        threads.execute(() -> serve(near));
      } catch (IOException e) {
        // The test is over.
      }
    }
  }

  private void serve(Socket near) {
    try (near) {
      String head = head(near.getInputStream());
      heads.add(head);
      if (!wanted.isEmpty() && !head.contains("\r\nProxy-Authorization: " + wanted + "\r\n")) {
        say(
            near,
            "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      String[] line = head.split(" ", 3);
      boolean tunnel = line[0].equals("CONNECT");
      URI to = tunnel ? URI.create("x://" + line[1]) : URI.create(line[1]);
      try (Socket far = new Socket(to.getHost(), to.getPort())) {
        sockets.add(far);
        say(
            tunnel ? near : far,
            tunnel
                ? "HTTP/1.1 200 Yes\r\n\r\n"
                : head.replace(line[1], to.getRawPath()).replaceAll("Proxy-[^\n]*\n", ""));
        threads.execute(() -> pump(near, far));
        far.getInputStream().transferTo(near.getOutputStream());
      }
    } catch (IOException e) {
      // Each end sees that it is over.
    }
  }

  private static void say(Socket to, String words) throws IOException {
    to.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
    to.getOutputStream().flush();
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      OutputStream out = to.getOutputStream();
      from.getInputStream().transferTo(out);
    } catch (IOException e) {
      // Each end sees that it is over.
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int one = in.read();
      if (one < 0) {
        throw new IOException("no head");
      }
      head.write(one);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
