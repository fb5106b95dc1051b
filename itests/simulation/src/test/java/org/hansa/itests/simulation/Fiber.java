package org.hansa.itests.simulation;

import java.util.concurrent.Semaphore;

/**
 * A thread that runs only while the scheduler waits for it: the two hand over to each other, so
 * never both run. It is reused for one piece of work after another.
 */
final class Fiber extends Thread {

  private final Semaphore mine = new Semaphore(0);
  private final Semaphore schedulers = new Semaphore(0);
  private Runnable work = () -> {};
  private Life owner = () -> true;
  private Runnable interrupted = () -> {};
  private boolean called;
  private volatile boolean ended;
  private volatile boolean idle = true;
  private volatile Throwable failure;

  Fiber() {
    super("simulated-call");
    setDaemon(true);
    start();
  }

  static Fiber current() {
    return (Fiber) Thread.currentThread();
  }

  /** By the scheduler, for a process: returns when the work has ended or waits. */
  void begin(Runnable next, Life whose) {
    work = next;
    owner = whose;
    called = false;
    idle = false;
    resume0();
  }

  /** By the scheduler: goes on where it waited. */
  void resumeWork() {
    interrupted = () -> {};
    resume0();
  }

  private void resume0() {
    mine.release();
    schedulers.acquireUninterruptibly();
    if (failure != null) {
      throw new IllegalStateException("a call failed", failure);
    }
  }

  /** It goes on, to its end, though its process is dead; but not while that is paused. */
  Life outliving() {
    Life process = owner;
    return new Life() {
      @Override
      public boolean alive() {
        return true;
      }

      @Override
      public boolean paused() {
        return process.alive() && process.paused();
      }
    };
  }

  /** The process is dead: none of its code runs on. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1;

    Died() {
      super("its process died", null, false, false);
    }
  }

  /**
   * By the work: the scheduler goes on until it resumes this.
   *
   * @throws Died if its process has died meanwhile
   */
  void handOver() {
    await();
    if (ended || !owner.alive()) {
      throw new Died();
    }
  }

  private void await() {
    schedulers.release();
    mine.acquireUninterruptibly();
  }

  void onInterrupt(Runnable told) {
    interrupted = told;
  }

  /** By whoever runs: the flag is seen when the work goes on, which is soon. */
  @Override
  public void interrupt() {
    super.interrupt();
    interrupted.run();
  }

  boolean isIdle() {
    return idle;
  }

  /** On a fiber: nobody is kept from running meanwhile. */
  static boolean mayWait() {
    return Thread.currentThread() instanceof Fiber;
  }

  /** On a fiber that has been at a driver for this work. */
  static boolean hasCalled() {
    return Thread.currentThread() instanceof Fiber fiber && fiber.called;
  }

  /** By a driver that is asked. */
  void calls() {
    called = true;
  }

  void end() {
    ended = true;
    mine.release();
  }

  @Override
  public void run() {
    mine.acquireUninterruptibly();
    while (!ended) {
      try {
        work.run();
      } catch (Died e) {
        interrupted = () -> {};
      } catch (Throwable t) {
        failure = t;
      }
      idle = true;
      if (!ended) {
        await();
      }
    }
  }
}
