package org.hansa.core.kit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits piece by piece, and in all no longer than it may. */
final class Waiting {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final long end;

  Waiting(Duration most) {
    this.end = System.nanoTime() + most.toNanos();
  }

  /**
   * @return false, at once, if there is no time left
   */
  boolean forAWhile(Duration time) {
    long left = end - System.nanoTime();
    if (left <= 0) {
      return false;
    }
    try {
      long most = Math.min(left, LONGEST.toNanos());
      TimeUnit.NANOSECONDS.sleep(Math.max(1, Math.min(most, time.toNanos())));
      return true;
    } catch (InterruptedException e) {
      throw Stopped.by(e);
    }
  }
}
