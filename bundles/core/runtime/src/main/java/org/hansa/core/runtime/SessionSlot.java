package org.hansa.core.runtime;

import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session of one endpoint and how many calls use it. A session is replaced only when no call
 * uses it: until then new calls wait for a while, so that two sessions never work on one endpoint.
 * One that does not come to be open keeps nobody waiting for longer than {@code patience} in all.
 */
final class SessionSlot {

  private static final Logger LOG = LoggerFactory.getLogger(SessionSlot.class);
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** What a session was opened with: another one needs another session. */
  record Print(Driver driver, String uid, long generation, long secretRevision) {}

  private final DriverThreads threads;
  private final Executor openers;
  private final long patience;
  private final long handover;
  private Print print;
  private OpenSession session;
  private int users;

  /** While somebody waits for the end of calls, or has waited in vain. */
  private OptionalLong handoverEnds = OptionalLong.empty();

  /** It is to end with the last call that uses it. */
  private boolean retiring;

  /** Of the session before: done when it is closed. */
  private CompletableFuture<Void> closing = CompletableFuture.completedFuture(null);

  /**
   * @param openers runs a driver that opens
   * @param patience nanoseconds from when a session began to be opened
   * @param handover nanoseconds that a call waits for the end of those that use the former session
   */
  SessionSlot(DriverThreads threads, Executor openers, long patience, long handover) {
    this.threads = threads;
    this.openers = openers;
    this.patience = patience;
    this.handover = handover;
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
      return Contained.call(() -> threads.within(loader(by), () -> call.apply(leased)));
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
      throw Contained.failure(e.getCause());
    } finally {
      if (!there) {
        giveBack();
      }
    }
  }

  private OpenSession claimed(Print wanted, Supplier<Session> open) {
    OpenSession fresh;
    synchronized (this) {
      awaitHandover(wanted);
      if (isTaken(wanted)) {
        throw unavailable(
            "the endpoint is being opened anew, and a call of the former session has not ended:"
                + " this waits for it, or restart the node");
      }
      if (session != null && !wanted.equals(print)) {
        end();
      }
      users++;
      if (session != null) {
        return session;
      }
      CompletableFuture<Void> former = closing;
      fresh =
          new OpenSession(
              () -> {
                awaitClosed(former, DRAIN_NANOS);
                return threads.within(loader(wanted.driver()), open);
              });
      session = fresh;
      print = wanted;
    }
    begin(fresh);
    return fresh;
  }

  /** By calls of another session than is wanted. */
  private boolean isTaken(Print wanted) {
    return users > 0 && (retiring || (session != null && !wanted.equals(print)));
  }

  /**
   * All that wait for one handover wait no longer than the first: else they would use up threads.
   */
  private void awaitHandover(Print wanted) {
    if (isTaken(wanted)) {
      long now = System.nanoTime();
      handoverEnds = handoverEnds.isPresent() ? handoverEnds : OptionalLong.of(now + handover);
      awaitUntil(() -> !isTaken(wanted), handoverEnds.getAsLong() - now);
    }
  }

  /** Returns also when the time is over, or when it is interrupted. */
  private void awaitUntil(BooleanSupplier done, long nanos) {
    long until = System.nanoTime() + nanos;
    long left = nanos;
    while (!done.getAsBoolean() && left > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      left = until - System.nanoTime();
    }
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
    if (users == 0) {
      handoverEnds = OptionalLong.empty();
      if (retiring) {
        end();
      }
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

  /** Whether it is a session, if any, of the endpoint of this uid. */
  synchronized boolean isOf(String uid) {
    return print == null || print.uid().equals(uid);
  }

  /** For how long from now it is waited that nobody uses a session. */
  static long until() {
    return System.nanoTime() + DRAIN_NANOS;
  }

  /**
   * Closes the session once unused; what is not by then ends with the last call that uses it.
   *
   * @param driver whose it must be; null means whatever its driver
   * @param until as {@link System#nanoTime}
   */
  void retire(Driver driver, long until) {
    awaitClosed(retired(driver, until), until - System.nanoTime());
  }

  private synchronized CompletableFuture<Void> retired(Driver driver, long until) {
    OpenSession retired = session;
    if (retired == null || (driver != null && print.driver() != driver)) {
      return CompletableFuture.completedFuture(null);
    }
    retired.giveUp();
    // Whoever waits for another session may be first to end this one.
    awaitUntil(() -> users == 0 || session != retired, until - System.nanoTime());
    if (session == retired) {
      retiring = users > 0;
      if (!retiring) {
        end();
      }
    }
    return retiring ? CompletableFuture.completedFuture(null) : closing;
  }

  /** True if its session, if it has one, is of a driver of this loader. */
  synchronized boolean isOf(ClassLoader loader) {
    return session != null && loader(print.driver()) == loader;
  }

  /** Elsewhere, for it may take for ever: whoever needs this slot meanwhile is not held up. */
  private void end() {
    OpenSession old = session;
    retiring = false;
    session = null;
    print = null;
    CompletableFuture<Void> done = new CompletableFuture<>();
    closing = done;
    openers.execute(
        () -> {
          try {
            old.end();
          } finally {
            done.complete(null);
          }
        });
  }

  /** No longer than that: what does not close then never may. */
  private static void awaitClosed(CompletableFuture<Void> closing, long nanos) {
    try {
      closing.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.warn("a session has not closed in time; whatever it holds is held until the node ends");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
