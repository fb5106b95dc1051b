package org.hansa.core.runtime;

import java.util.Optional;

/**
 * One call under way on a thread. It is interrupted when it is too late, and never the call after
 * it on the same thread. That it was lost is written first and what it came to after that; nobody
 * waits for the other's commit, which may hang: whoever is at it does what follows too.
 */
final class Underway {

  private final Thread thread;
  private final int partition;
  private boolean ended;
  private boolean writing;
  private Optional<Runnable> rest = Optional.empty();

  /**
   * @param thread on which the call is made
   * @param partition of the resource that it is made for
   */
  Underway(Thread thread, int partition) {
    this.thread = thread;
    this.partition = partition;
  }

  int partition() {
    return partition;
  }

  /** Interrupts it; false if it has ended. */
  synchronized boolean expire() {
    if (!ended) {
      thread.interrupt();
    }
    return !ended;
  }

  /** On its thread: the driver has answered. */
  synchronized void end() {
    ended = true;
    // A late interrupt is for this call only.
    Thread.interrupted();
  }

  /** Writes that there was no answer, unless there is one by now; then what was left to do. */
  void lost(Runnable write) {
    if (begin()) {
      try {
        write.run();
      } finally {
        written().ifPresent(Runnable::run);
      }
    }
  }

  private synchronized boolean begin() {
    writing = !ended;
    return writing;
  }

  private synchronized Optional<Runnable> written() {
    writing = false;
    return rest;
  }

  /** After it has ended: never amid writing that it was lost, but by whoever writes that. */
  void then(Runnable work) {
    if (!isLeft(work)) {
      work.run();
    }
  }

  private synchronized boolean isLeft(Runnable work) {
    rest = writing ? Optional.of(work) : Optional.empty();
    return writing;
  }
}
