package org.hansa.core.shell;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Store;

/** Changes from now on, as the store commits them. */
final class Commits implements AutoCloseable {

  /** Changes that may wait for a slow terminal; a slower one is ended, not buffered. */
  private static final int MOST_WAITING = 10_000;

  private final BlockingQueue<Changed> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean lost = new AtomicBoolean();
  private final AutoCloseable watch;

  Commits(Store store) {
    this(store, store.snapshot().revision());
  }

  /**
   * @param after soon to be reached: all since waits in memory
   */
  Commits(Store store, long after) {
    this.watch = store.watch(after, this::offer);
  }

  private void offer(List<Changed> changes) {
    changes.stream().filter(change -> !waiting.offer(change)).forEach(over -> lost.set(true));
  }

  /**
   * @throws Problem EXHAUSTED if one was lost
   */
  Changed next() throws InterruptedException {
    Changed change = waiting.take();
    if (lost.get()) {
      throw new Problem(
          Problem.Reason.EXHAUSTED,
          "changes come faster than they can be shown",
          "Watch one kind or tenant.");
    }
    return change;
  }

  /** Waits until something was committed since it was last asked, or the time is over. */
  boolean any(Duration most) throws InterruptedException {
    boolean some = waiting.poll(most.toMillis(), TimeUnit.MILLISECONDS) != null;
    waiting.clear();
    return some;
  }

  @Override
  public void close() {
    try {
      watch.close();
    } catch (Exception e) {
      throw new IllegalStateException("a watch could not be ended", e);
    }
  }
}
