package org.hansa.core.runtime;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.hansa.core.driver.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session from when it begins to be opened until it ends. One that is open only after it was
 * given up is closed then. Thread-safe.
 */
final class OpenSession extends FutureTask<Session> {

  private static final Logger LOG = LoggerFactory.getLogger(OpenSession.class);

  private final long began = System.nanoTime();

  OpenSession(Supplier<Session> open) {
    super(open::get);
  }

  @Override
  protected void set(Session session) {
    super.set(session);
    if (isCancelled()) {
      close(session);
    }
  }

  /**
   * @param patience nanoseconds since it began
   */
  Session await(long patience) throws InterruptedException, ExecutionException, TimeoutException {
    long left = Math.max(0, patience - (System.nanoTime() - began));
    return get(left, TimeUnit.NANOSECONDS);
  }

  /** Since it began. */
  long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
  }

  /** If it is not open yet, nobody waits for it any more. */
  void giveUp() {
    cancel(true);
  }

  /** Closed, now or once it is open. */
  void end() {
    giveUp();
    if (!isCancelled()) {
      try {
        close(get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException e) {
        LOG.debug("a session that was never open has ended", e);
      }
    }
  }

  /** A driver that fails to close is no trouble of whoever lets go of it. */
  private static void close(Session session) {
    try {
      Contained.call(
          () -> {
            session.close();
            return true;
          });
    } catch (RuntimeException e) {
      LOG.warn("a session was not closed well", e);
    }
  }
}
