package org.hansa.core.driver;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The instant by which a verb must have returned. */
public record Deadline(Instant at, InstantSource clock) {

  public static Deadline in(Duration time, InstantSource clock) {
    return new Deadline(clock.instant().plus(time), clock);
  }

  /** What is left; never negative. */
  public Duration left() {
    Duration left = Duration.between(clock.instant(), at);
    return left.isNegative() ? Duration.ZERO : left;
  }

  public boolean passed() {
    return left().isZero();
  }
}
