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
 * packets are lost. Or it holds them back, and lets them go on when it no longer does.
 */
final class Cable {

  private final ServerSocket door;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Object lock = new Object();
  private volatile boolean cut;
  private boolean held;

  /**
   * @param near the address at which it begins
   * @param target a port of loopback
   */
  Cable(String near, int target) throws IOException {
    this.target = target;
    door = new ServerSocket(0, 50, InetAddress.getByName(near));
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

  /** What is said from now on stays on its way. */
  void hold() {
    hold(true);
  }

  /** It arrives. */
  void release() {
    hold(false);
  }

  private void hold(boolean is) {
    synchronized (lock) {
      held = is;
      lock.notifyAll();
    }
  }

  private void pass() throws InterruptedException {
    synchronized (lock) {
      while (held) {
        lock.wait();
      }
    }
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
        pass();
        if (!cut) {
          out.write(some, 0, n);
          out.flush();
        }
      }
    } catch (IOException e) {
      end(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
