package org.hansa.platform.resources;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hansa.core.api.About;

/**
 * One amount of one unit, with who says so and how long that has stood. What is not current is what
 * was last said, and is never added to what is.
 *
 * @param unit {@code cpu} in cores, {@code memory} and {@code storage} in bytes, others as drivers
 *     say them
 * @param figure one of those named here
 * @param amount empty if it is not known: then the source says why
 * @param current whether it is so now, as far as anybody can tell
 * @param since when it was first so, or was measured
 * @param seconds how long ago that was
 */
public record Figure(
    @About("cpu in cores, memory and storage in bytes, others as drivers say them") String unit,
    @About("capacity, reserved, free, used, or unconfirmed: capacity of hosts that do not answer")
        String figure,
    @About("Not known without: the source says why") Optional<BigDecimal> amount,
    @About("Whether it is so now") boolean current,
    @About("Who says so") String source,
    @About("When it was first so, or was measured") Optional<Instant> since,
    @About("How long ago that was") Optional<Long> seconds) {

  /** What hosts have that answer now. */
  public static final String CAPACITY = "capacity";

  /** What hosts had when last seen that do not answer now. */
  public static final String UNCONFIRMED = "unconfirmed";

  /** What is reserved, whether the host answers or not. */
  public static final String RESERVED = "reserved";

  /** What may still be reserved of hosts that answer now. */
  public static final String FREE = "free";

  /** What runs there uses of it, as measured. */
  public static final String USED = "used";

  static Figure of(
      String unit, String figure, BigDecimal amount, String source, Instant since, Instant now) {
    return new Figure(
        unit,
        figure,
        Optional.of(amount),
        true,
        source,
        Optional.of(since),
        Optional.of(age(since, now)));
  }

  static Figure unknown(String unit, String figure, String why) {
    return new Figure(
        unit, figure, Optional.empty(), false, why, Optional.empty(), Optional.empty());
  }

  /** The same, as it was when last said. */
  Figure stale() {
    return new Figure(unit, figure, amount, false, source, since, seconds);
  }

  /** A clock that was set back makes nothing younger than now. */
  private static long age(Instant since, Instant now) {
    return Math.max(0, Duration.between(since, now).toSeconds());
  }
}
