package org.hansa.core.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A forward of the model: a port that leads to the first target that answers. */
final class Relay implements AutoCloseable {

  private final ServerSocket server;
  private final boolean firstOnly;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile List<String> targets;

  Relay(int port, List<String> targets, boolean firstOnly) {
    this.targets = targets;
    this.firstOnly = firstOnly;
    try {
      server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    started(this::accept);
  }

  private static void started(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  /** Connections that are open go on, unless they are cut. */
  void lead(List<String> next, boolean cut) {
    targets = next;
    if (cut) {
      open.forEach(Relay::end);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        started(() -> serve(client));
      } catch (IOException e) {
        // It was closed.
        return;
      }
    }
  }

  private void serve(Socket client) {
    (firstOnly ? targets.subList(0, 1) : targets)
        .stream()
            .flatMap(target -> connected(target).stream())
            .findFirst()
            .ifPresentOrElse(there -> join(client, there), () -> end(client));
  }

  private static Optional<Socket> connected(String target) {
    int colon = target.lastIndexOf(':');
    int port = Integer.parseInt(target.substring(colon + 1));
    try {
      return Optional.of(new Socket(target.substring(0, colon), port));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void join(Socket client, Socket there) {
    open.add(there);
    started(() -> copy(there, client));
    copy(client, there);
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of both has ended it.
      return;
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    open.forEach(Relay::end);
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
