package org.hansa.itests.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A way to a server that can be cut: then bytes are swallowed, and neither side is told, as when
 * packets are lost.
 */
final class Cable {

  private final ServerSocket door;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean cut;

  Cable(int target) throws IOException {
    this.target = target;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    spawn(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  void cut() {
    cut = true;
  }

  /** What was open before has lost bytes: it ends. */
  void mend() {
    cut = false;
    sockets.forEach(Cable::end);
  }

  void close() throws IOException {
    door.close();
    sockets.forEach(Cable::end);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket near = door.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.addAll(List.of(near, far));
        spawn(() -> pump(near, far));
        spawn(() -> pump(far, near));
      } catch (IOException e) {
        // The door was closed, or the server is not there, which its client sees.
        sockets.removeIf(Socket::isClosed);
      }
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] some = new byte[8192];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        if (!cut) {
          out.write(some, 0, n);
          out.flush();
        }
      }
    } catch (IOException e) {
      end(to);
    }
    end(from);
    end(to);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void spawn(Runnable work) {
    Thread thread = new Thread(work, "cable");
    thread.setDaemon(true);
    thread.start();
  }
}
