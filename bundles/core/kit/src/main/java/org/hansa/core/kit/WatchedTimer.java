package org.hansa.core.kit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** A timer of one thread that sees what a driver does with it. */
final class WatchedTimer extends ScheduledThreadPoolExecutor {

  static final Duration LONGEST = Duration.ofSeconds(1);

  private final Findings findings;

  /** When the one thread of this timer began with what it is at. */
  private volatile long begun;

  WatchedTimer(ThreadFactory threads, Findings findings) {
    super(1, threads);
    this.findings = findings;
    setRemoveOnCancelPolicy(true);
    // Now, while nobody can end it: a thread made for a timer that ends meanwhile is never started.
    prestartCoreThread();
  }

  @Override
  protected void beforeExecute(Thread thread, Runnable task) {
    begun = System.nanoTime();
  }

  @Override
  protected void afterExecute(Runnable task, Throwable thrown) {
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    if (took.compareTo(LONGEST) > 0) {
      findings.add(TimerRules.SHORT, "a task held the timer for " + Words.time(took));
    }
    if (task instanceof RunnableScheduledFuture<?> future
        && future.isPeriodic()
        && future.isDone()
        && !future.isCancelled()) {
      ended(future);
    }
  }

  private void ended(RunnableScheduledFuture<?> periodic) {
    try {
      periodic.get();
    } catch (ExecutionException e) {
      findings.add(
          TimerRules.THROWS, "a periodic task ended by throwing " + Words.thrown(e.getCause()));
    } catch (CancellationException e) {
      // Cancelled just now, which is no fault; thrown on, it would cost the timer its thread.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** It is not the driver's: others use it as well. */
  @Override
  public void shutdown() {
    findings.add(TimerRules.ALONE, "the driver called shutdown");
  }

  @Override
  public List<Runnable> shutdownNow() {
    findings.add(TimerRules.ALONE, "the driver called shutdownNow");
    return List.of();
  }

  boolean idle() {
    return getQueue().isEmpty() && getActiveCount() == 0;
  }

  /**
   * What runs may end by itself, unless it has shown that it does not. The whole kit waits once for
   * a task that is too long, not again in each session.
   */
  void end() {
    setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    super.shutdown();
    boolean known = !findings.of(TimerRules.SHORT).isEmpty();
    try {
      if (!awaitTermination(known ? 0 : LONGEST.toNanos(), TimeUnit.NANOSECONDS)) {
        if (System.nanoTime() - begun > LONGEST.toNanos()) {
          findings.add(TimerRules.SHORT, "a task did not end in " + Words.time(LONGEST));
        }
        super.shutdownNow();
      }
    } catch (InterruptedException e) {
      super.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
