package org.hansa.core.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inspects the database once a day, and some minutes after it was opened: what no read can tell,
 * that an index has lost something, is said within a day. Slowly, for nobody waits for it.
 */
final class Inspections implements Runnable, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Inspections.class);

  /** A start has better to do; and who restarts again and again is spared. */
  private static final Duration FIRST = Duration.ofMinutes(10);

  private static final Duration EVERY = Duration.ofDays(1);

  /** It rests so many times as long as it works. */
  private static final int RESTS = 19;

  private final Database database;
  private final CountDownLatch ends = new CountDownLatch(1);
  private final Thread thread = new Thread(this, "hansa-store-inspection");

  Inspections(Database database) {
    this.database = database;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    for (Duration pause = FIRST; !awaitEnd(pause.toNanos()); pause = EVERY) {
      attempt();
    }
  }

  private void attempt() {
    try {
      long rows =
          new Inspection(database, nanos -> !awaitEnd(RESTS * nanos))
              .run(line -> LOG.debug("Inspected: {}", line)).stream()
                  .mapToLong(f -> f.rows())
                  .sum();
      LOG.info("{} rows of {} were inspected", rows, database.name());
    } catch (Problem e) {
      if (ends.getCount() > 0) {
        LOG.warn("The database could not all be inspected; the next try is tomorrow", e);
      }
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
