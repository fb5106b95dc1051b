package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads, time and randomness, all injected: a simulation puts its own in their place. */
final class Engine {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final Duration FULL_AGAIN = Duration.ofMillis(100);

  private final Executor executor;
  private final ScheduledExecutorService scheduler;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final long began;
  private final RandomGenerator random;

  /**
   * @param clock of the day, only for what people read
   * @param nanos as {@link System#nanoTime}: time that nobody can set
   */
  Engine(
      Executor executor,
      ScheduledExecutorService scheduler,
      InstantSource clock,
      LongSupplier nanos,
      RandomGenerator random) {
    this.executor = executor;
    this.scheduler = scheduler;
    this.clock = clock;
    this.nanos = nanos;
    began = nanos.getAsLong();
    this.random = random;
  }

  /** The time of day, which may be set; nothing waits by it. */
  Instant now() {
    return clock.instant();
  }

  /** How long it has been there, by the clock that nobody can set: all that waits goes by this. */
  Duration time() {
    return Duration.ofNanos(nanos.getAsLong() - began);
  }

  /** Runs it on the shared pool; while that is full, tries again. */
  void execute(Runnable job) {
    try {
      executor.execute(job);
    } catch (RejectedExecutionException full) {
      LOG.debug("The shared pool is full: the job waits.");
      after(FULL_AGAIN, () -> execute(job));
    }
  }

  /** Empty if the scheduler is shut down: then the house is, and the next start lists again. */
  Optional<Future<?>> after(Duration delay, Runnable job) {
    try {
      long nanos = Math.max(0, delay.toNanos());
      return Optional.of(scheduler.schedule(job, nanos, TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException down) {
      LOG.debug("The scheduler is shut down.");
      return Optional.empty();
    }
  }

  /** Not every generator is thread-safe. */
  Duration backoff(Backoff policy, int failures, boolean retryable) {
    synchronized (random) {
      return retryable ? policy.delay(failures, random) : policy.longest(random);
    }
  }
}
