package org.hansa.drivers.hansa;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the entries of the partner's ledger that speak of one workload come to, up to one of them.
 *
 * @param number of the last entry
 * @param since when the first interval began
 * @param until when the last ended
 * @param late entries that ended no later than one before them: each moves {@link #at} on a little,
 *     so that what they add is booked as well
 * @param quantities by unit
 */
record Sums(
    long number,
    Optional<Instant> since,
    Optional<Instant> until,
    long late,
    Map<String, BigDecimal> quantities) {

  static final Sums NONE = new Sums(0, Optional.empty(), Optional.empty(), 0, Map.of());

  private static final int MOST_UNITS = 50;
  private static final Duration STEP = Duration.ofNanos(1_000);

  /** An entry as the partner writes it. */
  record Entry(long number, Line body) {}

  record Line(Instant from, Instant until, Optional<Map<String, BigDecimal>> quantities) {}

  Sums plus(Entry entry, Instant now) {
    Line line = entry.body();
    Instant from = Bounds.time("that something was used", line.from(), now);
    Instant to = Bounds.time("that something was used", line.until(), now);
    Bounds.require(entry.number() > number, "ledger entries in no order");
    Bounds.require(!to.isBefore(from), "that something was used until before it began");
    Map<String, BigDecimal> sums = new TreeMap<>(quantities);
    Bounds.amounts("units", line.quantities(), MOST_UNITS)
        .forEach((unit, used) -> sums.merge(unit, used, BigDecimal::add));
    Bounds.few("units", sums.size(), MOST_UNITS);
    boolean later = until.isEmpty() || to.isAfter(until.get());
    return new Sums(
        entry.number(),
        Optional.of(since.filter(s -> !from.isBefore(s)).orElse(from)),
        later ? Optional.of(to) : until,
        later ? late : late + 1,
        Map.copyOf(sums));
  }

  /** When the sums were so; later for each entry that adds to them. */
  Optional<Instant> at() {
    return until.map(end -> end.plus(STEP.multipliedBy(late)));
  }
}
