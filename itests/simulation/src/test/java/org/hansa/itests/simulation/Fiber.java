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
  private Runnable interrupted = () -> {};
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

  /** By the scheduler: returns when the work has ended or waits. */
  void begin(Runnable next) {
    work = next;
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

  /** By the work: the scheduler goes on until it resumes this. */
  void handOver() {
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
      } catch (Throwable t) {
        failure = t;
      }
      idle = true;
      handOver();
    }
  }
}
