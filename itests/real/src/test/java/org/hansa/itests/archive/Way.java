package org.hansa.itests.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A way on loopback to a server, that is cut and mended: what goes through it then is reset. */
final class Way implements AutoCloseable {

  private final ServerSocket door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  private final int server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean cut;

  Way(int server) throws IOException {
    this.server = server;
    threads.execute(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  void cut() {
    cut = true;
    sockets.forEach(Way::close);
  }

  void mend() {
    cut = false;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket near = kept(door.accept());
        if (cut) {
          close(near);
        } else {
          Socket far = kept(new Socket(InetAddress.getLoopbackAddress(), server));
          threads.execute(() -> carry(near, far));
          threads.execute(() -> carry(far, near));
        }
      } catch (IOException e) {
        // The door was shut, or the server is not there: who came sees that for himself.
      }
    }
  }

  private Socket kept(Socket socket) {
    sockets.add(socket);
    return socket;
  }

  private void carry(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // Cut, or gone by itself: so is the other side, now.
    } finally {
      close(from);
      close(to);
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    cut();
    threads.shutdown();
  }
}
