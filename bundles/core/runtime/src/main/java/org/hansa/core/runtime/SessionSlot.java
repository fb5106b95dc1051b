package org.hansa.core.runtime;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Session;

/**
 * The session of one endpoint and how many calls use it. A session is replaced only when no call
 * uses it: until then new calls are put off, so that two sessions never work on one endpoint. One
 * that does not come to be open keeps nobody waiting for longer than {@code patience} in all.
 */
final class SessionSlot {

  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** What a session was opened with: another one needs another session. */
  record Print(Driver driver, String uid, long generation, long secretRevision) {}

  private final DriverThreads threads;
  private final Executor openers;
  private final long patience;
  private Print print;
  private OpenSession session;
  private int users;

  /** It is to end with the last call that uses it. */
  private boolean retiring;

  /**
   * @param openers runs a driver that opens
   * @param patience nanoseconds from when a session began to be opened
   */
  SessionSlot(DriverThreads threads, Executor openers, long patience) {
    this.threads = threads;
    this.openers = openers;
    this.patience = patience;
  }

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

    /** A call of its session, on this thread. */
    <T> T call(Function<Session, T> call) {
      return threads.within(loader(by), () -> call.apply(leased));
    }

    @Override
    public void close() {
      giveBack();
    }
  }

  /**
   * The session, opened if it is not; waits for that.
   *
   * @throws DriverException UNAVAILABLE if it is not there in time; or why it could not be opened
   */
  Lease lease(Print wanted, Supplier<Session> open) {
    OpenSession awaited = claimed(wanted, open);
    boolean there = false;
    try {
      Session opened = awaited.await(patience);
      there = true;
      return new Lease(opened, wanted.driver());
    } catch (TimeoutException e) {
      throw unavailable("it is being opened, for " + awaited.seconds() + " s by now");
    } catch (CancellationException e) {
      throw unavailable("its session was given up while it was being opened");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("stopped while its session was being opened");
    } catch (ExecutionException e) {
      forget(awaited);
      throw thrown(e.getCause());
    } finally {
      if (!there) {
        giveBack();
      }
    }
  }

  private OpenSession claimed(Print wanted, Supplier<Session> open) {
    OpenSession fresh;
    synchronized (this) {
      if (retiring) {
        throw unavailable("a call of the former session has not ended");
      }
      if (session != null && !wanted.equals(print)) {
        if (users > 0) {
          throw unavailable("the endpoint is being opened anew");
        }
        end();
      }
      users++;
      if (session != null) {
        return session;
      }
      fresh = new OpenSession(() -> threads.within(loader(wanted.driver()), open));
      session = fresh;
      print = wanted;
    }
    begin(fresh);
    return fresh;
  }

  /** Without a thread to open it there is no session, and nobody who uses it. */
  private void begin(OpenSession fresh) {
    boolean begun = false;
    try {
      openers.execute(fresh);
      begun = true;
    } finally {
      if (!begun) {
        forget(fresh);
        giveBack();
      }
    }
  }

  private synchronized void giveBack() {
    users--;
    if (users == 0 && retiring) {
      end();
    }
    notifyAll();
  }

  /** What could not be opened is opened anew by whoever asks next. */
  private synchronized void forget(OpenSession failed) {
    if (session == failed) {
      session = null;
      print = null;
    }
  }

  private static ClassLoader loader(Driver driver) {
    return driver.getClass().getClassLoader();
  }

  private static DriverException unavailable(String why) {
    return new DriverException(Reason.UNAVAILABLE, why);
  }

  private static RuntimeException thrown(Throwable why) {
    if (why instanceof Error error) {
      throw error;
    }
    return why instanceof RuntimeException known ? known : new IllegalStateException(why);
  }

  /** Whether it is a session, if any, of the endpoint of this uid. */
  synchronized boolean isOf(String uid) {
    return print == null || print.uid().equals(uid);
  }

  /**
   * Closes the session once unused, at latest after ten seconds; null means whatever its driver.
   */
  synchronized void retire(Driver driver) {
    if (session == null || (driver != null && print.driver() != driver)) {
      return;
    }
    session.giveUp();
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
    retiring = users > 0 && session != null;
    if (!retiring && session != null) {
      end();
    }
  }

  private void end() {
    OpenSession old = session;
    retiring = false;
    session = null;
    print = null;
    old.end();
  }
}
