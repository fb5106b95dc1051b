package org.hansa.core.runtime;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Rings once when a part of a call is later than is tolerated. Thread-safe. */
final class Alarm {

  private final ScheduledExecutorService timer;
  private final Pace pace;
  private final Duration grace;
  private final Runnable late;
  private Future<?> next;
  private boolean over;

  private Alarm(ScheduledExecutorService timer, Pace pace, Duration grace, Runnable late) {
    this.timer = timer;
    this.pace = pace;
    this.grace = grace;
    this.late = late;
  }

  /**
   * @param timer hands over only
   * @param grace how much later a part may be
   */
  static Alarm set(ScheduledExecutorService timer, Pace pace, Duration grace, Runnable late) {
    Alarm alarm = new Alarm(timer, pace, grace, late);
    alarm.wind();
    return alarm;
  }

  private synchronized void wind() {
    if (!over) {
      long due = pace.due();
      long left = pace.left().plus(grace).toMillis();
      next = timer.schedule(() -> look(due), left, TimeUnit.MILLISECONDS);
    }
  }

  /** Another part may have begun meanwhile. */
  private void look(long due) {
    if (pace.due() != due) {
      wind();
    } else {
      late.run();
    }
  }

  synchronized void cancel() {
    over = true;
    next.cancel(false);
  }
}
