package org.hansa.core.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Inspects the database once a day, and some minutes after it was opened: what no read can tell,
 * that an index has lost something, is said within a day. Slowly, for nobody waits for it.
 */
final class DailyInspection implements Runnable, AutoCloseable {

  /** A start has better to do; and who restarts again and again is spared. */
  private static final Duration FIRST = Duration.ofMinutes(10);

  private static final Duration EVERY = Duration.ofDays(1);

  /** It rests so many times as long as it works. */
  private static final int RESTS = 19;

  private final Database database;
  private final Inspections inspections;
  private final Duration first;
  private final CountDownLatch ends = new CountDownLatch(1);
  private final Thread thread = new Thread(this, "hansa-store-inspection");

  DailyInspection(Database database, Inspections inspections) {
    this(database, inspections, FIRST);
  }

  /**
   * @param first how long after the start
   */
  DailyInspection(Database database, Inspections inspections, Duration first) {
    this.database = database;
    this.inspections = inspections;
    this.first = first;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    for (Duration pause = first; !awaitEnd(pause.toNanos()); pause = EVERY) {
      inspections.own(new Inspection(database, nanos -> !awaitEnd(RESTS * nanos)));
    }
  }

  private boolean awaitEnd(long nanos) {
    try {
      return ends.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    ends.countDown();
    Uninterrupted.run(() -> thread.join(10_000));
  }
}
