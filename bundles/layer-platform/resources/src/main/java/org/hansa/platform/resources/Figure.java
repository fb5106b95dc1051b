package org.hansa.platform.resources;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hansa.core.api.About;

/**
 * One amount of one unit, with who says so and of when it is. What is not current is what was last
 * said, and is never added to what is.
 *
 * @param unit {@code cpu} in cores, {@code memory} and {@code storage} in bytes, others as drivers
 *     say them
 * @param figure one of those named here
 * @param amount empty if it is not known: then the source says why
 * @param current whether it is so now, as far as anybody can tell
 * @param since of when the amount is: reserved and free of now, used as measured, unconfirmed as
 *     last said before the first of its hosts fell silent
 * @param seconds how long ago that was
 * @param answeringSince only of a capacity, which is as listed in the last minute and may have
 *     changed since: when the last of its hosts began to answer
 */
public record Figure(
    @About("cpu in cores, memory and storage in bytes, others as drivers say them") String unit,
    @About("capacity, reserved, free, used, or unconfirmed: capacity of hosts that do not answer")
        String figure,
    @About("Not known without: the source says why") Optional<BigDecimal> amount,
    @About("Whether it is so now") boolean current,
    @About("Who says so") String source,
    @About("Of when the amount is: now, when it was measured, or when it was last said")
        Optional<Instant> since,
    @About("How long ago that was") Optional<Long> seconds,
    @About("Of a capacity: since when all its hosts answer; the amount may be newer")
        Optional<Instant> answeringSince) {

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
        Optional.of(age(since, now)),
        Optional.empty());
  }

  /** A capacity, as hosts have it that answer: how long it has been so much nobody keeps. */
  static Figure listed(String unit, BigDecimal amount, String source, Instant answering) {
    return new Figure(
        unit,
        CAPACITY,
        Optional.of(amount),
        true,
        source,
        Optional.empty(),
        Optional.empty(),
        Optional.of(answering));
  }

  static Figure unknown(String unit, String figure, String why) {
    return new Figure(
        unit,
        figure,
        Optional.empty(),
        false,
        why,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, as it was when last said. */
  Figure stale() {
    return new Figure(unit, figure, amount, false, source, since, seconds, answeringSince);
  }

  /** A clock that was set back makes nothing younger than now. */
  private static long age(Instant since, Instant now) {
    return Math.max(0, Duration.between(since, now).toSeconds());
  }
}
