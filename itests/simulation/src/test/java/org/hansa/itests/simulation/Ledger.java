package org.hansa.itests.simulation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.store.Entry;
import org.hansa.core.driver.workload.Reading;

/** What was booked, beside what was truly used: nothing twice, and nothing left out for long. */
final class Ledger {

  /** Readings are half a minute apart; one more may just be on its way. */
  private static final BigDecimal MOST_BEHIND = BigDecimal.valueOf(65);

  private static final String UNIT = "cpu-seconds";

  private final Outside outside;
  private final Map<String, Instant> until = new HashMap<>();
  private final Map<String, BigDecimal> byRun = new HashMap<>();
  private final Map<String, BigDecimal> byUid = new HashMap<>();

  Ledger(Outside outside) {
    this.outside = outside;
  }

  /** What was booked at a moment. */
  record Books(
      Map<String, Instant> until, Map<String, BigDecimal> byRun, Map<String, BigDecimal> byUid) {}

  Books books() {
    return new Books(new HashMap<>(until), new HashMap<>(byRun), new HashMap<>(byUid));
  }

  /** What was booked since then is not any more. */
  void recall(Books then) {
    until.clear();
    until.putAll(then.until());
    byRun.clear();
    byRun.putAll(then.byRun());
    byUid.clear();
    byUid.putAll(then.byUid());
  }

  /** What is wrong with an entry, or empty: intervals of one run do not overlap. */
  Optional<String> booked(Entry entry) {
    Instant from = Instant.parse(entry.body().at("/from").orElseThrow().asText());
    Instant end = Instant.parse(entry.body().at("/until").orElseThrow().asText());
    String run = entry.uid() + " " + entry.body().at("/run").orElseThrow().asText();
    BigDecimal more = entry.body().at("/quantities/" + UNIT).orElseThrow().decimalValue();
    Optional<Instant> last = Optional.ofNullable(until.put(run, end));
    byRun.merge(run, more, BigDecimal::add);
    BigDecimal sum = byUid.merge(entry.uid(), more, BigDecimal::add);
    BigDecimal used = outside.used(entry.uid());
    if (last.filter(from::isBefore).isPresent()) {
      return Optional.of(entry.subject() + " again from " + from);
    }
    return sum.compareTo(used) > 0
        ? Optional.of(entry.subject() + ": " + sum + " of " + used)
        : Optional.empty();
  }

  /** What is missing of what was read, or empty. */
  Optional<String> unbooked(String uid, Reading reading) {
    BigDecimal booked = byRun.getOrDefault(uid + " " + reading.run(), BigDecimal.ZERO);
    BigDecimal used = reading.counters().get(UNIT);
    return booked.compareTo(used) < 0
        ? Optional.of(uid + " ends, and only " + booked + " of " + used + " are booked")
        : Optional.empty();
  }

  /** What is missing of a workload that has long run undisturbed, or empty. */
  Optional<String> missing(String uid, Reading reading) {
    BigDecimal booked = byRun.getOrDefault(uid + " " + reading.run(), BigDecimal.ZERO);
    BigDecimal used = reading.counters().get(UNIT);
    return used.subtract(booked).compareTo(MOST_BEHIND) > 0
        ? Optional.of(uid + ": only " + booked + " of " + used)
        : Optional.empty();
  }
}
