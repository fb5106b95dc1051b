package org.hansa.sustainability.scheduler.shift;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Work that need not run at once.
 *
 * @param duration how long it runs; planned in hours from the earliest on, over which its energy is
 *     spread
 * @param earliest its hours are counted from here
 * @param deadline when it must have ended
 * @param slack how much longer it may take than it says, and still ends in time
 * @param usual when it would run if nobody planned: savings are against that
 * @param interruptible whether it may run in hours apart
 * @param watts that it draws
 * @param sites where it may run; the first is where it would run if nobody planned
 * @param resumeWh watt-hours that each resumption takes, at the site where it goes on
 * @param moveWh watt-hours that each move to another site takes, at the site where it goes on
 */
public record Work(
    String name,
    Duration duration,
    Instant earliest,
    Instant deadline,
    Duration slack,
    Instant usual,
    boolean interruptible,
    BigDecimal watts,
    List<String> sites,
    BigDecimal resumeWh,
    BigDecimal moveWh) {

  /** A year: nobody forecasts further. */
  private static final long LONGEST = 366 * 24;

  public Work {
    sites = List.copyOf(sites);
    if (duration.isNegative() || duration.isZero() || slack.isNegative()) {
      throw new IllegalArgumentException(
          name
              + " of "
              + duration
              + " with a slack of "
              + slack
              + ": it must last, slack 0 or more");
    }
    if (watts.signum() <= 0 || resumeWh.signum() < 0 || moveWh.signum() < 0) {
      throw new IllegalArgumentException(name + " draws no power, or is paid for moving");
    }
    if (sites.isEmpty()) {
      throw new IllegalArgumentException(name + " may run nowhere: name a site");
    }
  }

  /** One that is not interrupted, and whose moves take nothing. */
  public static Work of(
      String name,
      Duration duration,
      Instant earliest,
      Instant deadline,
      BigDecimal watts,
      String... sites) {
    return new Work(
        name,
        duration,
        earliest,
        deadline,
        Duration.ZERO,
        earliest,
        false,
        watts,
        List.of(sites),
        BigDecimal.ZERO,
        BigDecimal.ZERO);
  }

  public Work usually(Instant start) {
    return new Work(
        name,
        duration,
        earliest,
        deadline,
        slack,
        start,
        interruptible,
        watts,
        sites,
        resumeWh,
        moveWh);
  }

  public Work withSlack(Duration more) {
    return new Work(
        name,
        duration,
        earliest,
        deadline,
        more,
        usual,
        interruptible,
        watts,
        sites,
        resumeWh,
        moveWh);
  }

  public Work interruptible(BigDecimal wattHours) {
    return new Work(
        name, duration, earliest, deadline, slack, usual, true, watts, sites, wattHours, moveWh);
  }

  public Work moving(BigDecimal wattHours) {
    return new Work(
        name,
        duration,
        earliest,
        deadline,
        slack,
        usual,
        interruptible,
        watts,
        sites,
        resumeWh,
        wattHours);
  }

  /** What is left of it. */
  public Work left(Duration rest, Instant now) {
    return new Work(
        name, rest, now, deadline, slack, usual, interruptible, watts, sites, resumeWh, moveWh);
  }

  /** With an earlier deadline. */
  public Work until(Instant sooner) {
    return new Work(
        name,
        duration,
        earliest,
        sooner,
        slack,
        usual,
        interruptible,
        watts,
        sites,
        resumeWh,
        moveWh);
  }

  /** From that hour on without a pause. */
  Work inRow(Instant begin) {
    Instant end = begin.plus(Series.HOUR.multipliedBy(hours())).plus(slack);
    return new Work(
        name, duration, begin, end, slack, usual, false, watts, sites, resumeWh, moveWh);
  }

  /** Hours that are kept for it: one that is begun is a whole one. */
  public int hours() {
    return Math.toIntExact(duration.plus(Series.HOUR).minusNanos(1).toHours());
  }

  /** What it takes in each of its hours, in Wh. */
  public BigDecimal wattHours() {
    return watts
        .multiply(BigDecimal.valueOf(duration.toMillis()))
        .divide(BigDecimal.valueOf(Series.HOUR.toMillis() * hours()), MathContext.DECIMAL64);
  }

  /** The last moment at which it may begin and, uninterrupted, still end in time. */
  public Instant latestStart() {
    return deadline.minus(slack).minus(duration);
  }

  /**
   * Hours from the earliest on until the last that ends in time; 0 if none. Of its last hour it
   * needs a part alone, and that part must have ended.
   */
  public int window() {
    Duration unused = Series.HOUR.multipliedBy(hours()).minus(duration);
    long hours = Duration.between(earliest, deadline.minus(slack).plus(unused)).toHours();
    return Math.toIntExact(Math.max(0, Math.min(hours, LONGEST)));
  }
}
