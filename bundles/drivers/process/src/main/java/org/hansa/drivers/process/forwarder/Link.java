package org.hansa.drivers.process.forwarder;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;

/**
 * One connection through a door. If no target can be connected to it tries on for a while, so that
 * a provider that restarts looks slow and not gone.
 */
final class Link implements Loop.Channel {

  private static final long PATIENCE_MILLIS = 2_000;
  private static final long PAUSE_MILLIS = 50;
  private static final long ATTEMPT_MILLIS = 1_000;

  private final Loop loop;
  private final Door door;
  private final SocketChannel client;
  private final long giveUp = Loop.now() + PATIENCE_MILLIS;
  private SocketChannel server;
  private SelectionKey clientKey;
  private Flow up;
  private Flow down;
  private int tried;
  private int attempt;
  private boolean closed;

  Link(Loop loop, Door door, SocketChannel client) {
    this.loop = loop;
    this.door = door;
    this.client = client;
  }

  void begin() throws IOException {
    client.configureBlocking(false);
    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    client.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    clientKey = client.register(loop.selector(), 0, this);
    connect();
  }

  /** Tries targets in turn until one may connect, or pauses. */
  private void connect() {
    if (closed || up != null) {
      return;
    }
    List<InetSocketAddress> targets = door.targets();
    while (tried < targets.size()) {
      tried++;
      if (attempt(door.next())) {
        return;
      }
    }
    tried = 0;
    if (Loop.now() >= giveUp) {
      close();
    } else {
      loop.after(PAUSE_MILLIS, this::connect);
    }
  }

  private boolean attempt(InetSocketAddress target) {
    int mine = ++attempt;
    try {
      server = SocketChannel.open();
      server.configureBlocking(false);
      server.setOption(StandardSocketOptions.TCP_NODELAY, true);
      server.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      if (server.connect(target)) {
        joined(server.register(loop.selector(), 0, this));
      } else {
        server.register(loop.selector(), SelectionKey.OP_CONNECT, this);
        loop.after(ATTEMPT_MILLIS, () -> tooSlow(mine));
      }
      return true;
    } catch (IOException | UnresolvedAddressException e) {
      quietly(server);
      return false;
    }
  }

  private void tooSlow(int mine) {
    if (!closed && up == null && attempt == mine) {
      quietly(server);
      connect();
    }
  }

  private void joined(SelectionKey serverKey) {
    up = new Flow(loop, clientKey, serverKey);
    down = new Flow(loop, serverKey, clientKey);
    serverKey.interestOps(SelectionKey.OP_READ);
    clientKey.interestOps(SelectionKey.OP_READ);
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    if (key.isConnectable()) {
      finish(key);
      return;
    }
    boolean fromClient = key == clientKey;
    if (key.isWritable()) {
      (fromClient ? down : up).write();
    }
    if (key.isReadable()) {
      (fromClient ? up : down).read();
    }
    if (up.ended() && down.ended()) {
      close();
    }
  }

  private void finish(SelectionKey key) {
    try {
      if (server.finishConnect()) {
        joined(key);
      }
    } catch (IOException e) {
      quietly(server);
      connect();
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (up != null) {
      up.drop();
      down.drop();
    }
    quietly(client);
    quietly(server);
    loop.links--;
  }

  private static void quietly(Closeable channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Closing a socket frees it even when it says that it could not.
      return;
    }
  }
}
