package org.hansa.core.runtime;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for which half a minute is soon over: what they wait for is real, how long is not. */
final class Hasty {

  private static final int FASTER = 100;

  private Hasty() {}

  /** A timer of two threads, as the runtime's. */
  private static final class Timer extends ScheduledThreadPoolExecutor {
    Timer() {
      super(2);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
      return super.schedule(work, unit.toNanos(delay) / FASTER, TimeUnit.NANOSECONDS);
    }
  }

  private static final class Callers extends ThreadPoolExecutor {
    Callers(ThreadPoolExecutor as) {
      super(
          as.getCorePoolSize(),
          as.getMaximumPoolSize(),
          30,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          as.getThreadFactory());
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
      return super.awaitTermination(unit.toNanos(timeout) / FASTER, TimeUnit.NANOSECONDS);
    }
  }

  static Threads threads() {
    Threads usual = Threads.make();
    usual.timer().shutdownNow();
    usual.callers().shutdownNow();
    return new Threads(
        usual.steppers(),
        new Callers((ThreadPoolExecutor) usual.callers()),
        new Timer(),
        usual.keeper(),
        usual.leases(),
        usual.followers(),
        usual.openers(),
        usual.askers(),
        usual.errands());
  }
}
