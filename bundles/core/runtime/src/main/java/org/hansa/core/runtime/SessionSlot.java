package org.hansa.core.runtime;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Session;

/**
 * The session of one endpoint and how many calls use it. A session is replaced only when no call
 * uses it: until then new calls are put off, so that two sessions never work on one endpoint.
 */
final class SessionSlot {

  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** What a session was opened with: another one needs another session. */
  record Print(Driver driver, String uid, long generation, long secretRevision) {}

  private Print print;
  private Session session;
  private int users;

  /** It is to end with the last call that uses it. */
  private boolean retiring;

  /** A session in use. */
  final class Lease implements AutoCloseable {

    private final Session leased;

    private final Driver by;

    private Lease(Session leased, Driver by) {
      this.leased = leased;
      this.by = by;
    }

    Driver driver() {
      return by;
    }

    Session session() {
      return leased;
    }

    @Override
    public void close() {
      synchronized (SessionSlot.this) {
        users--;
        if (users == 0 && retiring) {
          end();
        }
        SessionSlot.this.notifyAll();
      }
    }
  }

  synchronized Lease lease(Print wanted, Supplier<Session> open) {
    if (retiring) {
      throw new DriverException(Reason.UNAVAILABLE, "a call of the former session has not ended");
    }
    if (session != null && !wanted.equals(print)) {
      if (users > 0) {
        throw new DriverException(Reason.UNAVAILABLE, "the endpoint is being opened anew");
      }
      end();
    }
    if (session == null) {
      session = open.get();
      print = wanted;
    }
    users++;
    return new Lease(session, print.driver());
  }

  /**
   * Closes the session once unused, at latest after ten seconds; null means whatever its driver.
   */
  synchronized void retire(Driver driver) {
    if (session == null || (driver != null && print.driver() != driver)) {
      return;
    }
    long until = System.nanoTime() + DRAIN_NANOS;
    long left = DRAIN_NANOS;
    while (users > 0 && left > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      left = until - System.nanoTime();
    }
    retiring = users > 0;
    if (!retiring && session != null) {
      end();
    }
  }

  private void end() {
    Session old = session;
    retiring = false;
    session = null;
    print = null;
    old.close();
  }
}
