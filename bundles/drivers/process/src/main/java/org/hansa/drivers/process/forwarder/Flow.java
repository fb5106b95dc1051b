package org.hansa.drivers.process.forwarder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One direction of a link. It reads only when all it read before is written, so that a slow reader
 * slows its writer and at most one buffer is held.
 */
final class Flow {

  /** Over this many bytes held by all links together, each takes only a little at a time. */
  private static final long BUDGET = 12L << 20;

  private static final int LITTLE = 1 << 10;

  private final Loop loop;
  private final SelectionKey from;
  private final SelectionKey to;
  private ByteBuffer pending = ByteBuffer.allocate(0);
  private boolean ended;

  Flow(Loop loop, SelectionKey from, SelectionKey to) {
    this.loop = loop;
    this.from = from;
    this.to = to;
  }

  boolean ended() {
    return ended;
  }

  void read() throws IOException {
    if (ended || pending.hasRemaining()) {
      return;
    }
    ByteBuffer scratch = loop.scratch.clear();
    if (loop.waiting > BUDGET) {
      scratch.limit(LITTLE);
    }
    if (((SocketChannel) from.channel()).read(scratch) < 0) {
      ended = true;
      from.interestOpsAnd(~SelectionKey.OP_READ);
      ((SocketChannel) to.channel()).shutdownOutput();
      return;
    }
    ((SocketChannel) to.channel()).write(scratch.flip());
    if (scratch.hasRemaining()) {
      pending = ByteBuffer.allocate(scratch.remaining()).put(scratch).flip();
      loop.waiting += pending.remaining();
      from.interestOpsAnd(~SelectionKey.OP_READ);
      to.interestOpsOr(SelectionKey.OP_WRITE);
    }
  }

  void write() throws IOException {
    loop.waiting -= ((SocketChannel) to.channel()).write(pending);
    if (!pending.hasRemaining()) {
      pending = ByteBuffer.allocate(0);
      to.interestOpsAnd(~SelectionKey.OP_WRITE);
      from.interestOpsOr(SelectionKey.OP_READ);
    }
  }

  /** Gives back what is held. */
  void drop() {
    loop.waiting -= pending.remaining();
    pending = ByteBuffer.allocate(0);
  }
}
