package org.hansa.drivers.simulator.world;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that may run faster than the one it is made of, and never goes back. Times are
 * milliseconds since 1970.
 */
public final class SimulatedClock {

  private static final Duration SOONEST = Duration.ofMillis(10);
  private static final Duration LATEST = Duration.ofMinutes(1);

  /**
   * How it runs.
   *
   * @param start the real time at which it was at {@code base}
   * @param base in simulated time
   * @param speed simulated for each real second
   */
  public record Pace(long start, long base, BigDecimal speed) {

    long at(long real) {
      BigDecimal passed = BigDecimal.valueOf(real - start).multiply(speed);
      return real <= start ? base - (start - real) : base + passed.longValue();
    }
  }

  private final InstantSource real;
  private final Pace pace;
  private long latest;

  SimulatedClock(InstantSource real, Pace pace) {
    this.real = real;
    this.pace = pace;
  }

  public synchronized long now() {
    latest = Math.max(latest, pace.at(real.millis()));
    return latest;
  }

  public Instant instant() {
    return Instant.ofEpochMilli(now());
  }

  /** Of the clock that it is made of. */
  public long real() {
    return real.millis();
  }

  /** When to look again for something that will be at this time: in real time, within bounds. */
  public Duration until(long time) {
    double millis = (time - now()) / pace.speed().doubleValue();
    Duration left =
        Duration.ofMillis((long) Math.ceil(Math.min(millis, (double) LATEST.toMillis())));
    return left.compareTo(SOONEST) < 0 ? SOONEST : left;
  }

  Pace pace() {
    return pace;
  }

  /** It has been this late before, by what was written then. */
  synchronized void notBefore(long time) {
    latest = Math.max(latest, time);
  }
}
