package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A pool, a scheduler and a clock that move only when the test says so. */
final class Machine implements Executor, InstantSource {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final long SECOND = 1_000_000_000;

  private final Deque<Runnable> jobs = new ArrayDeque<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparing((Timer t) -> t.at).thenComparing(t -> t.number));
  private Instant now = BEGIN;
  private Duration skew = Duration.ZERO;
  private long numbers;
  private boolean full;

  final ScheduledExecutorService scheduler = new Scheduler();

  Engine engine() {
    return new Engine(this, scheduler, this, this::nanos, () -> 0L);
  }

  /** While full, the pool refuses. */
  void full(boolean refuses) {
    full = refuses;
  }

  @Override
  public void execute(Runnable job) {
    if (full) {
      throw new RejectedExecutionException("full");
    }
    jobs.add(job);
  }

  @Override
  public Instant instant() {
    return now.plus(skew);
  }

  /** Time that nobody can set; it wraps around soon. */
  long nanos() {
    return Long.MAX_VALUE - SECOND + Duration.between(BEGIN, now).toNanos();
  }

  /** Somebody sets the clock of the day. */
  void setClock(Duration by) {
    skew = skew.plus(by);
  }

  int waiting() {
    return jobs.size();
  }

  /** Runs one job, with the pool's thread being the caller's. */
  void runOne() {
    jobs.remove().run();
  }

  void runAll() {
    while (!jobs.isEmpty()) {
      runOne();
    }
  }

  /** Lets time pass, running what comes due when it does. */
  void pass(Duration time) {
    Instant until = now.plus(time);
    runAll();
    while (!timers.isEmpty() && !timers.peek().at.isAfter(until)) {
      Timer timer = timers.remove();
      now = timer.at.isAfter(now) ? timer.at : now;
      timer.run();
      runAll();
    }
    now = until;
  }

  private final class Timer extends FutureTask<Void> implements ScheduledFuture<Void> {
    private final Instant at;
    private final long number = numbers++;

    Timer(Runnable job, Instant at) {
      super(job, null);
      this.at = at;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(Duration.between(now, at));
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  private final class Scheduler extends AbstractExecutorService
      implements ScheduledExecutorService {

    @Override
    public ScheduledFuture<?> schedule(Runnable job, long delay, TimeUnit unit) {
      Timer timer = new Timer(job, now.plus(Duration.of(delay, unit.toChronoUnit())));
      timers.add(timer);
      return timer;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> job, long delay, TimeUnit unit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
        Runnable job, long first, long period, TimeUnit unit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable job, long first, long delay, TimeUnit unit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable job) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long time, TimeUnit unit) {
      return false;
    }
  }
}
