package org.hansa.drivers.process.forwarder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The one thread that moves all bytes: ready channels, tasks from other threads, and timers. */
final class Loop implements Runnable {

  /** What a key is attached to. */
  interface Channel {
    void ready(SelectionKey key) throws IOException;

    /** Called when {@link #ready} failed. */
    void close();
  }

  record Timed(long at, Runnable task) {}

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timed> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timed::at));

  /** Shared by all links: what a reader took and the other side did not is copied out. */
  final ByteBuffer scratch = ByteBuffer.allocateDirect(32 << 10);

  /** Bytes copied out and not yet written, over all links. */
  long waiting;

  /** Open links. */
  int links;

  Loop() throws IOException {
    selector = Selector.open();
  }

  Selector selector() {
    return selector;
  }

  /** Runs a task on this thread, soon; from any thread. */
  void submit(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  /** Runs a task later; only from this thread. */
  void after(long millis, Runnable task) {
    timers.add(new Timed(now() + millis, task));
  }

  /**
   * Lets go of closed channels: the JDK keeps their descriptors until the next selection. Only from
   * a task.
   */
  void release() {
    try {
      selector.selectNow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static long now() {
    return System.nanoTime() / 1_000_000;
  }

  @Override
  public void run() {
    while (true) {
      try {
        selector.select(untilNext());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      serve();
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
      while (!timers.isEmpty() && timers.peek().at() <= now()) {
        timers.poll().task().run();
      }
    }
  }

  /** 0 means without end, as select takes it. */
  private long untilNext() {
    return timers.isEmpty() ? 0 : Math.max(1, timers.peek().at() - now());
  }

  private void serve() {
    Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
    while (keys.hasNext()) {
      SelectionKey key = keys.next();
      keys.remove();
      Channel channel = (Channel) key.attachment();
      try {
        if (key.isValid()) {
          channel.ready(key);
        }
      } catch (IOException | CancelledKeyException e) {
        // One connection that broke concerns nobody else.
        channel.close();
      }
    }
  }
}
