package org.hansa.itests.archive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own with many watchers, on one thread. Each counts the marks that it has seen:
 * the writer sets a number that grows by one, so a gap or a repeat is one that does not.
 */
final class WatchLoad implements Orders.Watching {

  private static final byte[] MARK = Ask.SIGN.getBytes(StandardCharsets.US_ASCII);

  private static final int DIGITS = 12;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final List<Watcher> watchers = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
  private final byte[] bytes = new byte[256 << 10];
  private final Selector selector;
  private long events;
  private long gaps;

  private WatchLoad() throws IOException {
    selector = Selector.open();
  }

  private static final class Watcher {
    private final SocketChannel channel;
    private int matched;
    private int digits;
    private long number;
    private long last = -1;
    private boolean begun;

    Watcher(SocketChannel channel) {
      this.channel = channel;
    }
  }

  public static void main(String[] arguments) throws IOException {
    Orders.watch(new WatchLoad());
  }

  @Override
  public void open(Orders.Order order) throws IOException {
    byte[] request = Ask.watch(order.kind(), order.port(), order.token());
    for (int i = 0; i < order.connections(); i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), order.port()));
      channel.write(ByteBuffer.wrap(request));
      channel.configureBlocking(false);
      Watcher watcher = new Watcher(channel);
      channel.register(selector, SelectionKey.OP_READ, watcher);
      watchers.add(watcher);
    }
    long end = System.nanoTime() + PATIENCE_NANOS;
    // The head of the answer and what comes with it say that the watch stands.
    while (watchers.stream().anyMatch(w -> !w.begun) && System.nanoTime() < end) {
      read();
    }
  }

  @Override
  public String until(long number) throws IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < end && watchers.stream().anyMatch(w -> w.last < number)) {
      for (int i = 0; i < 20; i++) {
        read();
      }
    }
    long least = watchers.stream().mapToLong(w -> w.last).min().orElse(-1);
    return events + " " + least + " " + gaps;
  }

  private void read() throws IOException {
    selector.select(5);
    for (SelectionKey key : selector.selectedKeys()) {
      Watcher watcher = (Watcher) key.attachment();
      buffer.clear();
      int read = watcher.channel.read(buffer);
      if (read < 0) {
        throw new IOException("a watcher was let go after " + watcher.last);
      }
      buffer.flip();
      buffer.get(bytes, 0, read);
      watcher.begun = true;
      scan(watcher, read);
    }
    selector.selectedKeys().clear();
  }

  private void scan(Watcher watcher, int length) {
    for (int i = 0; i < length; i++) {
      byte next = bytes[i];
      if (watcher.matched < MARK.length) {
        watcher.matched =
            next == MARK[watcher.matched] ? watcher.matched + 1 : next == MARK[0] ? 1 : 0;
        continue;
      }
      watcher.number = watcher.number * 10 + next - '0';
      watcher.digits++;
      if (watcher.digits == DIGITS) {
        if (watcher.last >= 0 && watcher.number != watcher.last + 1) {
          gaps++;
        }
        watcher.last = watcher.number;
        events++;
        watcher.matched = 0;
        watcher.digits = 0;
        watcher.number = 0;
      }
    }
  }
}
