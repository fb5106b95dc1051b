package org.hansa.core.driver;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a verb must have returned, by a clock that nobody can set.
 *
 * @param at nanoseconds, as {@code nanos} counts them
 * @param nanos as {@link System#nanoTime}
 */
public record Deadline(long at, LongSupplier nanos) {

  public static Deadline in(Duration time, LongSupplier nanos) {
    return new Deadline(nanos.getAsLong() + time.toNanos(), nanos);
  }

  /** What is left; never negative. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, at - nanos.getAsLong()));
  }

  public boolean passed() {
    return left().isZero();
  }
}
