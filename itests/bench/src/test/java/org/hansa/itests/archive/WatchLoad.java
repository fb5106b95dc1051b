package org.hansa.itests.archive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
 * the writer sets a number that grows by one, so a gap or a repeat is one that does not. Orders:
 * {@code open KIND PORT TOKEN COUNT}, then {@code until NUMBER}, answered by {@code EVENTS LAST
 * GAPS} once every watcher has seen that number, or by what it has after a minute.
 */
final class WatchLoad {

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
    WatchLoad load = new WatchLoad();
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] words = order.split(" ", -1);
      if (words[0].equals("open")) {
        load.open(words[1], Integer.parseInt(words[2]), words[3], Integer.parseInt(words[4]));
        System.out.println("open");
      } else {
        load.until(Long.parseLong(words[1]));
        long least = load.watchers.stream().mapToLong(w -> w.last).min().orElse(-1);
        System.out.println(load.events + " " + least + " " + load.gaps);
      }
    }
  }

  private void open(String kind, int port, String token, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.write(ByteBuffer.wrap(Ask.watch(kind, port, token)));
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

  private void until(long number) throws IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < end && watchers.stream().anyMatch(w -> w.last < number)) {
      for (int i = 0; i < 20; i++) {
        read();
      }
    }
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
