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
import java.util.List;
import java.util.Locale;

/**
 * A process of its own that asks over HTTP as fast as it is answered: one thread, connections that
 * stay open, one request at a time on each.
 */
final class Load {

  private static final int BUFFER = 64 << 10;

  private long number = System.currentTimeMillis() * 1000;

  private Load() {}

  public static void main(String[] arguments) throws IOException {
    Orders.take(new Load()::run);
  }

  private static final class Connection {
    private final SocketChannel channel;
    private final Ask ask;
    private final byte[] answer = new byte[BUFFER];
    private final ByteBuffer in = ByteBuffer.wrap(answer);
    private long asked;

    Connection(SocketChannel channel, Ask ask) {
      this.channel = channel;
      this.ask = ask;
    }

    /** Small enough for the socket to take at once; else what is left is waited for. */
    void send(long number) throws IOException {
      asked = System.nanoTime();
      ByteBuffer out = ByteBuffer.wrap(ask.next(number));
      while (out.hasRemaining()) {
        channel.write(out);
      }
    }

    /** True once a whole answer has come. */
    boolean receive() throws IOException {
      if (channel.read(in) < 0) {
        throw new IOException("the server closed the connection");
      }
      String text = new String(answer, 0, in.position(), StandardCharsets.ISO_8859_1);
      int head = text.indexOf("\r\n\r\n");
      if (head < 0) {
        return false;
      }
      String lower = text.substring(0, head).toLowerCase(Locale.ROOT);
      int length = lower.indexOf("content-length: ");
      boolean whole =
          length < 0
              ? text.endsWith("\r\n0\r\n\r\n")
              : in.position() >= head + 4 + number(lower, length + 16);
      if (whole && !text.startsWith("HTTP/1.1 20")) {
        throw new IOException("refused: " + text);
      }
      return whole;
    }

    private static int number(String text, int from) {
      int to = from;
      while (to < text.length() && Character.isDigit(text.charAt(to))) {
        to++;
      }
      return Integer.parseInt(text.substring(from, to));
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
        Ask ask = Ask.of(order.kind(), order.port(), order.token(), i, order.size());
        Connection one = new Connection(channel, ask);
        channel.register(selector, SelectionKey.OP_READ, one);
        all.add(one);
      }
      long began = System.nanoTime();
      long end = began + order.millis() * 1_000_000;
      for (Connection one : all) {
        one.send(number++);
      }
      int busy = order.connections();
      while (busy > 0) {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          Connection one = (Connection) key.attachment();
          if (one.receive()) {
            long now = System.nanoTime();
            took = count == took.length ? Arrays.copyOf(took, 2 * count) : took;
            took[count++] = now - one.asked;
            one.in.clear();
            if (now < end) {
              one.send(number++);
            } else {
              busy--;
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
}
