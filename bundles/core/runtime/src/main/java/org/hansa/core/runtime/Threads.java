package org.hansa.core.runtime;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * All threads of the runtime, bounded; drivers and controllers make none. A simulation gives its
 * own.
 *
 * @param steppers run steps: quick, they wait for nothing but their commit
 * @param callers wait for drivers; those that drivers do not give back are replaced
 * @param timer hands over to the others
 * @param keeper opens endpoints
 * @param leases renews what this node holds
 * @param followers run partners' routes, which may wait outside
 * @param openers open sessions: a thread for each that is being opened, one an endpoint
 * @param askers ask drivers what people want to know: a thread for each question, few an endpoint
 * @param errands makes what runs one driver's short tasks: what is in its way is in nobody else's
 */
record Threads(
    ExecutorService steppers,
    ExecutorService callers,
    ScheduledExecutorService timer,
    ScheduledExecutorService keeper,
    ScheduledExecutorService leases,
    ExecutorService followers,
    Executor openers,
    ExecutorService askers,
    Supplier<ScheduledExecutorService> errands) {

  private static final int CALLS = 16;

  /** More than there are processors: who waits for a commit at the same time shares its flush. */
  private static final int STEPS = Math.max(16, 2 * Runtime.getRuntime().availableProcessors());

  private static final int FOLLOWERS = 16;
  private static final int WAITING = 100_000;

  static Threads make() {
    return new Threads(
        pool("hansa-step", STEPS),
        pool("hansa-call", CALLS),
        timer("hansa-timer", 2),
        timer("hansa-endpoint", 1),
        timer("hansa-lease", 1),
        pool("hansa-follow", FOLLOWERS),
        Executors.newCachedThreadPool(named("hansa-open")),
        Executors.newCachedThreadPool(named("hansa-ask")),
        Threads::errand);
  }

  /** So many of the callers are lost: there are as many more. A simulation's are not bounded. */
  void spare(int lost) {
    if (callers instanceof ThreadPoolExecutor pool) {
      int size = CALLS + lost;
      // The one must never be above the other.
      if (size < pool.getMaximumPoolSize()) {
        pool.setCorePoolSize(size);
        pool.setMaximumPoolSize(size);
      } else {
        pool.setMaximumPoolSize(size);
        pool.setCorePoolSize(size);
      }
    }
  }

  private static ScheduledThreadPoolExecutor timer(String name, int size) {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(size, named(name));
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** Its thread goes while there is nothing to do. */
  private static ScheduledThreadPoolExecutor errand() {
    ScheduledThreadPoolExecutor timer = timer("hansa-driver-timer", 1);
    timer.setKeepAliveTime(30, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }

  private static ThreadPoolExecutor pool(String name, int size) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size, size, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), named(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      // Not that of whoever happens to be called when the pool grows.
      thread.setContextClassLoader(Threads.class.getClassLoader());
      return thread;
    };
  }
}
