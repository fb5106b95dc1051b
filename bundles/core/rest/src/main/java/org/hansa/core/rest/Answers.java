package org.hansa.core.rest;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends answers, each on one of a few threads: a commit answers many at once, and to wake a thread
 * for each took longer than to send it. While one may be held up by a client that does not read,
 * another thread is there for the rest. Thread-safe.
 */
final class Answers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  /** Clients that do not read, at most, before they hold up others. */
  private static final int THREADS = 200;

  private static final int IDLE_SECONDS = 10;

  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  /** A thread was called and has not begun yet: it will see what waits by then. */
  private final AtomicBoolean called = new AtomicBoolean();

  private final ThreadPoolExecutor threads;

  Answers() {
    this(THREADS);
  }

  Answers(int most) {
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            0,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "hansa-rest-answers-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Returns at once; the answer is sent in turn. */
  void add(Runnable answer) {
    waiting.add(answer);
    call();
  }

  private void call() {
    if (called.compareAndSet(false, true)) {
      try {
        threads.execute(this::send);
      } catch (RejectedExecutionException e) {
        // All are held up: whoever comes free, or is called next, goes on with what waits.
        called.set(false);
      }
    }
  }

  private void send() {
    called.set(false);
    for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
      if (!waiting.isEmpty()) {
        call();
      }
      try {
        next.run();
      } catch (RuntimeException e) {
        LOG.debug("the HTTP server ends, or this connection has", e);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
