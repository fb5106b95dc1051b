package org.hansa.core.isolation;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The threads and the clock of all isolated drivers.
 *
 * @param workers read from and write to processes, and copy artefacts
 * @param timer for short tasks
 * @param nanos as {@link System#nanoTime}
 */
record Threads(ExecutorService workers, ScheduledExecutorService timer, LongSupplier nanos)
    implements AutoCloseable {

  static Threads start() {
    return new Threads(
        Executors.newCachedThreadPool(named("hansa-isolation")),
        Executors.newSingleThreadScheduledExecutor(named("hansa-isolation-timer")),
        System::nanoTime);
  }

  private static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Runs a short task after a while. */
  void later(Duration time, Runnable task) {
    var unused = timed(time, task);
  }

  /** As {@link #later}, unless the future is cancelled. */
  ScheduledFuture<?> timed(Duration time, Runnable task) {
    return timer.schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdownNow();
  }
}
