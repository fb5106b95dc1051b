package org.hansa.drivers.process;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;

/** Waiting without a thread: a chain of short tasks on the timer. */
final class Repeat {

  private static final long FIRST_MILLIS = 10;

  /** Looking costs something, so the pauses grow up to this. */
  private static final long MOST_MILLIS = 160;

  /** A verb must have returned at its deadline, so it stops waiting a little before. */
  private static final long MARGIN_MILLIS = 150;

  private final ScheduledExecutorService timer;
  private final BooleanSupplier closed;

  Repeat(ScheduledExecutorService timer, BooleanSupplier closed) {
    this.timer = timer;
    this.closed = closed;
  }

  boolean closed() {
    return closed.getAsBoolean();
  }

  /** Completes when the check says true, which it is asked now and then again and again. */
  CompletableFuture<Void> until(BooleanSupplier check) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    look(check, done, FIRST_MILLIS);
    return done;
  }

  private void look(BooleanSupplier check, CompletableFuture<Void> done, long pause) {
    try {
      if (closed()) {
        done.completeExceptionally(Fault.unavailable("the endpoint was closed meanwhile"));
      } else if (check.getAsBoolean()) {
        done.complete(null);
      } else {
        ScheduledFuture<?> unused =
            timer.schedule(
                () -> look(check, done, Math.min(MOST_MILLIS, 2 * pause)),
                pause,
                TimeUnit.MILLISECONDS);
      }
    } catch (RejectedExecutionException e) {
      done.completeExceptionally(Fault.unavailable("the endpoint was closed meanwhile"));
    } catch (RuntimeException e) {
      // Whoever waits is told; here nobody would be.
      done.completeExceptionally(e);
    }
  }

  /** True if it completed in time; throws what it failed with. */
  static boolean await(CompletableFuture<?> done, Deadline deadline) {
    try {
      long millis = Math.max(0, deadline.left().toMillis() - MARGIN_MILLIS);
      done.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.unavailable("interrupted while waiting");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DriverException failure) {
        throw failure;
      }
      throw new DriverException(
          DriverException.Reason.INTERNAL, "a task failed: " + e.getCause(), e.getCause());
    }
  }
}
