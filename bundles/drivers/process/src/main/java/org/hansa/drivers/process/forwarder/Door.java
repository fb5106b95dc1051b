package org.hansa.drivers.process.forwarder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A port that listens on loopback, and the targets behind it. */
final class Door implements Loop.Channel {

  private static final int MOST_LINKS = 4_096;
  private static final int BACKLOG = 1_024;
  private static final long PAUSE_MILLIS = 100;

  private final Loop loop;
  private final int port;
  private List<InetSocketAddress> targets = List.of();
  private ServerSocketChannel channel;
  private int turn = -1;

  Door(Loop loop, int port) {
    this.loop = loop;
    this.port = port;
  }

  /**
   * Listens, if it does not.
   *
   * @param takeOver true if an older forwarder of ours still listens here: both share the port
   *     until it stops. Otherwise nobody else may have it.
   */
  void open(boolean takeOver) throws IOException {
    if (listening()) {
      return;
    }
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    if (!takeOver) {
      // Two sockets that both share a port do not see each other; one that does not share, does.
      try (ServerSocket alone = new ServerSocket()) {
        alone.setReuseAddress(true);
        alone.bind(new InetSocketAddress(loopback, port));
      }
    }
    ServerSocketChannel fresh = ServerSocketChannel.open(StandardProtocolFamily.INET);
    try {
      fresh.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      fresh.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      fresh.bind(new InetSocketAddress(loopback, port), BACKLOG);
      fresh.configureBlocking(false);
      fresh.register(loop.selector(), SelectionKey.OP_ACCEPT, this);
      channel = fresh;
    } finally {
      if (channel != fresh) {
        fresh.close();
      }
    }
  }

  int port() {
    return port;
  }

  boolean listening() {
    return channel != null && channel.isOpen();
  }

  void targets(List<InetSocketAddress> wanted) {
    targets = wanted;
  }

  List<InetSocketAddress> targets() {
    return targets;
  }

  /** The target whose turn it is; there is at least one. */
  InetSocketAddress next() {
    turn = (turn + 1) % targets.size();
    return targets.get(turn);
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    while (loop.links < MOST_LINKS) {
      SocketChannel client;
      try {
        client = channel.accept();
      } catch (IOException e) {
        // Out of descriptors, most likely: going round at once would only burn the processor.
        pause(key);
        return;
      }
      if (client == null) {
        return;
      }
      letIn(client);
    }
    pause(key);
  }

  private void letIn(SocketChannel client) {
    loop.links++;
    Link link = new Link(loop, this, client);
    try {
      link.begin();
    } catch (IOException e) {
      link.close();
    }
  }

  private void pause(SelectionKey key) {
    key.interestOps(0);
    loop.after(
        PAUSE_MILLIS,
        () -> {
          if (key.isValid()) {
            key.interestOps(SelectionKey.OP_ACCEPT);
          }
        });
  }

  /**
   * Lets in who has knocked already, then stops listening and gives the port back before it
   * returns, true: whoever is told so may take it at once. Open links go on. Only from a task.
   */
  boolean shut() {
    if (listening()) {
      // The JDK closes a registered channel no sooner than at the next selection: until then it
      // would go on to take callers whom nobody lets in, and who are cut off in the end.
      channel.keyFor(loop.selector()).cancel();
      loop.release();
      letInAndClose();
    }
    return true;
  }

  /** Nothing may come between the last caller and the end: who knocks there is cut off. */
  private void letInAndClose() {
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocketChannel closing = channel) {
      for (SocketChannel next = closing.accept(); next != null; next = closing.accept()) {
        waiting.add(next);
      }
    } catch (IOException e) {
      // Out of descriptors: the port is given back all the same.
      waiting.forEach(this::letIn);
      return;
    }
    waiting.forEach(this::letIn);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The port is given back all the same.
      return;
    }
  }
}
