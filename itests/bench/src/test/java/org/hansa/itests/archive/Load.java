package org.hansa.itests.archive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * A process of its own that asks over HTTP as fast as it is answered, or at a pace: one thread,
 * connections that stay open, one request at a time on each.
 */
final class Load {

  private static final int BUFFER = 64 << 10;
  private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private long number = System.currentTimeMillis() * 1000;

  private Load() {}

  public static void main(String[] arguments) throws IOException {
    Orders.take(new Load()::run);
  }

  private static final class Connection {
    private final SocketChannel channel;
    private final List<Ask> asks;
    private int turn;
    private final byte[] answer = new byte[BUFFER];
    private final ByteBuffer in = ByteBuffer.wrap(answer);
    private long asked;

    /** Of the answer that comes; 0 until its head is whole. */
    private int head;

    /** Of its body; negative if it comes in chunks. */
    private int length = -1;

    Connection(SocketChannel channel, List<Ask> asks) {
      this.channel = channel;
      this.asks = asks;
    }

    /**
     * Small enough for the socket to take at once; else what is left is waited for.
     *
     * @param due when it was to be sent: what it waits for that counts
     */
    void send(long number, long due) throws IOException {
      asked = due;
      ByteBuffer out = ByteBuffer.wrap(asks.get(turn++ % asks.size()).next(number));
      while (out.hasRemaining()) {
        channel.write(out);
      }
    }

    /**
     * True once a whole answer has come. Bytes are looked at once, for it shares our processors.
     */
    boolean receive() throws IOException {
      if (channel.read(in) < 0) {
        throw new IOException("the server closed the connection");
      }
      if (head == 0 && !headed()) {
        return false;
      }
      if (answer[9] != '2') {
        throw new IOException(
            "refused: " + new String(answer, 0, in.position(), StandardCharsets.ISO_8859_1));
      }
      return length < 0 ? ends(LAST_CHUNK) : in.position() >= head + length;
    }

    /** False if the head is not whole yet. */
    private boolean headed() {
      length = -1;
      int line = 0;
      for (int i = 0; i + 1 < in.position(); i++) {
        if (answer[i] == '\r' && answer[i + 1] == '\n') {
          if (i == line) {
            head = i + 2;
            // Of 204 there is no body, and its head says no length.
            length = answer[10] == '0' && answer[11] == '4' ? 0 : length;
            return true;
          }
          if (isLength(line, i)) {
            length = number(line + LENGTH.length, i);
          }
          line = i + 2;
        }
      }
      return false;
    }

    private boolean isLength(int from, int to) {
      boolean same = to - from > LENGTH.length;
      for (int i = 0; same && i < LENGTH.length; i++) {
        same = (answer[from + i] | ' ') == (LENGTH[i] | ' ');
      }
      return same;
    }

    private int number(int from, int to) {
      int number = 0;
      for (int i = from; i < to; i++) {
        number = 10 * number + answer[i] - '0';
      }
      return number;
    }

    private boolean ends(byte[] with) {
      int from = in.position() - with.length;
      return from >= head - with.length
          && Arrays.equals(answer, from, in.position(), with, 0, with.length);
    }

    void again() {
      in.clear();
      head = 0;
      length = -1;
    }
  }

  private String run(Orders.Order order) throws IOException {
    long[] took = new long[1 << 16];
    int count = 0;
    try (Selector selector = Selector.open()) {
      List<Connection> all = new ArrayList<>();
      for (int i = 0; i < order.connections(); i++) {
        SocketChannel channel =
            SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), order.port()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Connection one = new Connection(channel, asks(order, i));
        channel.register(selector, SelectionKey.OP_READ, one);
        all.add(one);
      }
      long began = System.nanoTime();
      long end = began + order.millis() * 1_000_000;
      Queue<Due> waiting = new PriorityQueue<>(Comparator.comparingLong(Due::at));
      long pause = pause(order);
      for (Connection one : all) {
        waiting.add(new Due(began + pause * waiting.size() / all.size(), one));
      }
      int busy = order.connections();
      while (busy > 0) {
        long now = System.nanoTime();
        while (!waiting.isEmpty() && waiting.peek().at() <= now) {
          Due due = waiting.remove();
          due.connection().send(number++, pause == 0 ? now : due.at());
        }
        select(selector, waiting);
        for (SelectionKey key : selector.selectedKeys()) {
          Connection one = (Connection) key.attachment();
          if (one.receive()) {
            now = System.nanoTime();
            took = count == took.length ? Arrays.copyOf(took, 2 * count) : took;
            took[count++] = now - one.asked;
            one.again();
            if (now >= end) {
              busy--;
            } else if (pause == 0) {
              one.send(number++, now);
            } else {
              waiting.add(new Due(one.asked + pause, one));
            }
          }
        }
        selector.selectedKeys().clear();
      }
      long nanos = System.nanoTime() - began;
      for (Connection one : all) {
        one.channel.close();
      }
      return Orders.answer(took, count, nanos, number - 1);
    }
  }

  /** Whose next request is to be sent when. */
  private record Due(long at, Connection connection) {}

  private static void select(Selector selector, Queue<Due> waiting) throws IOException {
    if (waiting.isEmpty()) {
      selector.select();
      return;
    }
    long nanos = waiting.peek().at() - System.nanoTime();
    // Late by a millisecond at most, for who looks all the time takes a processor.
    if (nanos > 0) {
      selector.select(Math.max(1, nanos / 1_000_000));
    } else {
      selector.selectNow();
    }
  }

  private static boolean isPaced(Orders.Order order) {
    return order.kind().equals("tenants");
  }

  /** Of a connection, in nanoseconds; the size of what is paced is how many a second all send. */
  private static long pause(Orders.Order order) {
    return isPaced(order) ? 1_000_000_000L * order.connections() / order.size() : 0;
  }

  private static List<Ask> asks(Orders.Order order, int caller) {
    return isPaced(order)
        ? Ask.mixed(order.port(), order.token(), caller)
        : List.of(Ask.of(order.kind(), order.port(), order.token(), caller, order.size()));
  }
}
