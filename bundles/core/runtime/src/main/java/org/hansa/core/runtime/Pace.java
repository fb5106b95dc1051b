package org.hansa.core.runtime;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.hansa.core.api.control.Call;
import org.hansa.core.driver.Deadline;

/**
 * How long a call has: until when all of it must be over, and until when what it is just at. Only a
 * listing has several parts, its pages. Thread-safe.
 */
final class Pace {

  /** Of what changes nothing: a look, and each page of a list. */
  static final Duration LOOK = Duration.ofSeconds(10);

  /** Of an inventory, which a driver may have to read over many pages of its own. */
  static final Duration FIND = Duration.ofSeconds(30);

  /** Of a whole list, however many pages it has. */
  static final Duration LIST = Duration.ofMinutes(2);

  static final Duration ACT = Duration.ofSeconds(30);

  private final LongSupplier nanos;
  private final long end;
  private volatile long due;

  /**
   * @param whole what is left for all of it
   * @param nanos as {@link System#nanoTime}
   */
  Pace(Duration whole, LongSupplier nanos) {
    this.nanos = nanos;
    end = nanos.getAsLong() + whole.toNanos();
    due = end;
  }

  /** For all of a call, from when it is asked for. */
  static Duration limit(Call.Verb verb) {
    return verb == Call.Verb.LIST ? LIST : verb.hasEffect() ? ACT : LOOK;
  }

  Deadline whole() {
    due = end;
    return new Deadline(end, nanos);
  }

  /** A part of it begins, which has so long, or as long as all of it has. */
  Deadline part(Duration most) {
    long now = nanos.getAsLong();
    due = now + Math.min(most.toNanos(), Math.max(0, end - now));
    return new Deadline(due, nanos);
  }

  /** When the part that it is at must be over, in nanoseconds as given. */
  long due() {
    return due;
  }

  /** What is left of that; negative once it is late. */
  Duration left() {
    return Duration.ofNanos(due - nanos.getAsLong());
  }
}
