package org.hansa.core.runtime;

import java.util.Optional;
import org.hansa.core.api.Ref;

/**
 * One call under way on a thread. It is interrupted when it is too late, and never the call after
 * it on the same thread. That it was lost is written first and what it came to after that; nobody
 * waits for the other's commit, which may hang: whoever is at it does what follows too.
 */
final class Underway {

  private final Thread thread;
  private final int partition;
  private final Ref endpoint;
  private final String driver;
  private boolean ended;
  private Optional<String> lost = Optional.empty();
  private boolean pardoned;
  private boolean writing;
  private Optional<Runnable> rest = Optional.empty();

  /**
   * @param thread on which the call is made
   * @param partition of the resource that it is made for
   * @param driver the id of the endpoint's
   */
  Underway(Thread thread, int partition, Ref endpoint, String driver) {
    this.thread = thread;
    this.partition = partition;
    this.endpoint = endpoint;
    this.driver = driver;
  }

  int partition() {
    return partition;
  }

  Ref endpoint() {
    return endpoint;
  }

  String driver() {
    return driver;
  }

  /** Interrupts it; false if it has ended. */
  synchronized boolean expire() {
    if (!ended) {
      thread.interrupt();
    }
    return !ended;
  }

  /**
   * Interrupts it for the last time; false if it has ended.
   *
   * @param text what is said of it from now on
   */
  synchronized boolean lose(String text) {
    if (!ended) {
      lost = Optional.of(text);
    }
    return expire();
  }

  synchronized Optional<String> lost() {
    return lost;
  }

  synchronized boolean isLost() {
    return lost.isPresent();
  }

  /** Its driver was replaced: whoever has come instead does not answer for it. */
  synchronized void pardon() {
    pardoned = true;
  }

  synchronized boolean isCharged() {
    return lost.isPresent() && !pardoned;
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
