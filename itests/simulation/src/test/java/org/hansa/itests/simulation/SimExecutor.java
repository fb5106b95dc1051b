package org.hansa.itests.simulation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One node's executor of any sort: it gives its tasks to the scheduler, until the node dies. */
final class SimExecutor extends AbstractExecutorService implements ScheduledExecutorService {

  private final Scheduler scheduler;
  private final Life life;
  private final BooleanSupplier blocks;
  private boolean shut;

  /**
   * @param blocks whether its next task waits for something
   */
  SimExecutor(Scheduler scheduler, Life life, BooleanSupplier blocks) {
    this.scheduler = scheduler;
    this.life = life;
    this.blocks = blocks;
  }

  @Override
  public void execute(Runnable work) {
    open();
    scheduler.add(life, work, blocks.getAsBoolean());
  }

  private void open() {
    if (shut) {
      throw new RejectedExecutionException("shut down");
    }
  }

  /** What was scheduled, and can be taken back. */
  private static final class Later<V> extends FutureTask<V> implements ScheduledFuture<V> {
    private Scheduler.Task task;

    Later(Callable<V> work) {
      super(work);
    }

    @Override
    public boolean cancel(boolean interrupt) {
      task.cancel();
      return super.cancel(false);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return 0;
    }

    @Override
    protected void setException(Throwable t) {
      super.setException(t);
      if (t instanceof Fiber.Died died) {
        throw died;
      }
      throw new IllegalStateException("a scheduled task failed", t);
    }
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
    return schedule(
        () -> {
          work.run();
          return null;
        },
        delay,
        unit);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
    open();
    Later<V> later = new Later<>(work);
    later.task =
        scheduler.add(life, later, blocks.getAsBoolean(), Duration.ofNanos(unit.toNanos(delay)));
    return later;
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable work, long first, long period, TimeUnit unit) {
    return scheduleWithFixedDelay(work, first, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable work, long first, long period, TimeUnit unit) {
    return schedule(
        () -> {
          work.run();
          var unused = scheduleWithFixedDelay(work, period, period, unit);
        },
        first,
        unit);
  }

  @Override
  public void shutdown() {
    shut = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    shut = true;
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return shut;
  }

  @Override
  public boolean isTerminated() {
    return shut;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }
}
