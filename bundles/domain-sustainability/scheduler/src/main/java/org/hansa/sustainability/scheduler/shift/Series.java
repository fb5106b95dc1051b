package org.hansa.sustainability.scheduler.shift;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Values of equal steps of time, one after the other. What was not measured or forecast is empty,
 * and so is every mean over it: a gap is never taken for zero.
 *
 * @param begin of the first step
 * @param step how long each value counts
 */
public record Series(Instant begin, Duration step, List<Optional<BigDecimal>> values) {

  public static final Duration HOUR = Duration.ofHours(1);

  public Series {
    if (step.isNegative() || step.isZero()) {
      throw new IllegalArgumentException("a step of " + step + " is none: it must be positive");
    }
    values = List.copyOf(values);
  }

  /** Of hours, with no gap. */
  public static Series hourly(Instant begin, double... values) {
    List<Optional<BigDecimal>> all = new ArrayList<>();
    for (double value : values) {
      all.add(Optional.of(BigDecimal.valueOf(value)));
    }
    return new Series(begin, HOUR, all);
  }

  public Instant end() {
    return begin.plus(step.multipliedBy(values.size()));
  }

  /** What counts at this moment; empty outside, and in a gap. */
  public Optional<BigDecimal> at(Instant moment) {
    long index = Math.floorDiv(Duration.between(begin, moment).toMillis(), step.toMillis());
    return index < 0 || index >= values.size() ? Optional.empty() : values.get((int) index);
  }

  /** The mean over a time, each value weighted by how long it counts; empty if any is missing. */
  public Optional<BigDecimal> mean(Instant from, Instant to) {
    BigDecimal sum = BigDecimal.ZERO;
    Instant here = from;
    while (here.isBefore(to)) {
      Optional<BigDecimal> value = at(here);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      long passed = Math.floorDiv(Duration.between(begin, here).toMillis(), step.toMillis());
      Instant next = begin.plus(step.multipliedBy(passed + 1));
      if (here.equals(from) && !next.isBefore(to)) {
        return value;
      }
      Instant until = next.isBefore(to) ? next : to;
      sum = sum.add(value.get().multiply(millis(here, until)));
      here = until;
    }
    return from.isBefore(to)
        ? Optional.of(sum.divide(millis(from, to), MathContext.DECIMAL64))
        : Optional.empty();
  }

  private static BigDecimal millis(Instant from, Instant to) {
    return BigDecimal.valueOf(Duration.between(from, to).toMillis());
  }
}
