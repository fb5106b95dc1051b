package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * When one follower has its turn: on whichever thread, but never twice at once. A turn ends by
 * {@link #next} or {@link #rest}, perhaps on another thread than it began on, or by {@link #over}
 * once it sees that it is stopped. Thread-safe.
 */
final class Turns {

  private final Engine engine;
  private final Runnable turn;
  private final Runnable last;
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private boolean begun;
  private boolean stopped;
  private boolean busy;
  private boolean again;
  private Optional<Future<?>> timer = Optional.empty();

  /**
   * @param turn one turn
   * @param last run when it is stopped, after the turn that was under way
   */
  Turns(Engine engine, Runnable turn, Runnable last) {
    this.engine = engine;
    this.turn = turn;
    this.last = last;
  }

  /** Until then there is none. */
  void start() {
    synchronized (this) {
      begun = true;
    }
    wake();
  }

  /** There may be something to do: a turn now, or one more after that which is under way. */
  void wake() {
    synchronized (this) {
      if (stopped || !begun) {
        return;
      }
      if (busy) {
        again = true;
        return;
      }
      busy = true;
    }
    next();
  }

  /** The turn has ended, and another follows it. */
  void next() {
    engine.execute(turn);
  }

  /**
   * The turn has ended, and another follows when it is woken.
   *
   * @param atMost it is woken after this, if it says so
   */
  void rest(Optional<Duration> atMost) {
    synchronized (this) {
      timer.ifPresent(t -> t.cancel(false));
      if (!again && !stopped) {
        busy = false;
        timer = atMost.flatMap(after -> engine.after(after, this::wake));
        return;
      }
      again = false;
    }
    next();
  }

  /** No turn begins any more; the answer completes when the last has ended. */
  CompletableFuture<Void> stop() {
    boolean now;
    synchronized (this) {
      stopped = true;
      timer.ifPresent(t -> t.cancel(false));
      now = !busy;
      busy = true;
    }
    if (now) {
      over();
    }
    return idle.copy();
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /** By a turn that sees that it is stopped: it was the last. */
  void over() {
    try {
      last.run();
    } finally {
      idle.complete(null);
    }
  }
}
