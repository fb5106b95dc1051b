package org.hansa.core.kit;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.hansa.core.driver.DriverException;

/** Makes calls, each on a thread that is given up if it does not come back. */
final class Calls {

  /** Of threads of the kit itself. */
  static final String THREAD = "hansa-kit-";

  static final String GIVEN_UP = "given up: calls do not come back";

  private static final int MOST_LOST = 3;
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);

  private final ThreadGroup group = new ThreadGroup("hansa-kit");
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final Findings findings;
  private final Duration grace;

  Calls(Findings findings, Duration grace) {
    this.findings = findings;
    this.grace = grace;
  }

  /** Whatever a thread of this group starts is in it as well. */
  ThreadGroup group() {
    return group;
  }

  Duration grace() {
    return grace;
  }

  /** True after some threads that did not come back: they are still somewhere. */
  boolean givenUp() {
    return lost.get() >= MOST_LOST;
  }

  Thread thread(Runnable work) {
    Thread thread = new Thread(group, work, THREAD + made.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Nothing is called any more: the group goes with the last thread in it, be it the driver's. From
   * Java 19 on it goes by itself.
   */
  @SuppressWarnings("removal")
  void end() {
    group.setDaemon(true);
    try {
      thread(() -> {}).start();
    } catch (IllegalThreadStateException e) {
      // It went just now, with the last thread in it.
      return;
    }
  }

  /**
   * What the call answers; a DriverException is thrown as it is.
   *
   * @param what the call's name, for people
   * @param limit how long it may take, besides the grace
   */
  Object make(String what, Duration limit, Callable<Object> call) {
    if (givenUp()) {
      throw Unmet.untried(GIVEN_UP);
    }
    FutureTask<Object> task = new FutureTask<>(call);
    Thread thread = thread(task);
    thread.start();
    try {
      return task.get(limit.plus(grace).toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw late(what, limit, thread);
    } catch (InterruptedException e) {
      thread.interrupt();
      throw Stopped.by(e);
    } catch (ExecutionException e) {
      throw failure(what, e.getCause());
    }
  }

  private Broken late(String what, Duration limit, Thread thread) {
    thread.interrupt();
    try {
      thread.join(AFTER_INTERRUPT.toMillis());
    } catch (InterruptedException e) {
      throw Stopped.by(e);
    }
    String text = what + " did not return in " + Words.time(limit) + " and " + Words.time(grace);
    if (thread.isAlive()) {
      lost.incrementAndGet();
      text += ", and not when it was interrupted";
    }
    findings.add(WatchRules.DEADLINES, text);
    return new Broken(text);
  }

  private RuntimeException failure(String what, Throwable thrown) {
    Throwable cause = thrown instanceof InvocationTargetException t ? t.getCause() : thrown;
    if (cause instanceof DriverException fault) {
      return fault;
    }
    String text = what + " threw " + Words.thrown(cause);
    findings.add(WatchRules.EXCEPTIONS, text);
    return new Broken(text, cause);
  }
}
