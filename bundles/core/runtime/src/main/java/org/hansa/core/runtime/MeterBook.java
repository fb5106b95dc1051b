package org.hansa.core.runtime;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.driver.workload.Reading;

/**
 * Turns readings into ledger entries. Each entry carries the counters it ended with, so the next
 * one begins exactly there, also after a crash: nothing is counted twice and nothing is left out.
 */
final class MeterBook {

  private static final int PAGE = 20;
  private static final BigDecimal MILLIS_PER_HOUR = BigDecimal.valueOf(3_600_000);

  /**
   * The body of a ledger entry.
   *
   * @param run what was counted: another run counts from zero
   * @param quantities used in the interval: counters as they grew ({@code cpu-seconds}), gauges
   *     times hours ({@code memory-byte-hours})
   * @param counters as they stood at the end
   * @param source who measured
   */
  record Line(
      String run,
      Instant from,
      Instant until,
      SortedMap<String, BigDecimal> quantities,
      SortedMap<String, BigDecimal> counters,
      String source,
      String endpoint,
      Map<String, String> labels) {}

  private final Store store;

  MeterBook(Store store) {
    this.store = store;
  }

  /**
   * The next entry, or none if no time has passed.
   *
   * @param resource that it is booked on
   * @param uid of what was measured: the resource's own, or that of an orphan, which goes on where
   *     the entries of the resource that it once belonged to ended
   */
  Optional<Entry> entry(
      Resource resource, String uid, Ref endpoint, Reading reading, String actor) {
    Optional<Line> last = last(uid, reading);
    Instant from = last.map(Line::until).orElse(reading.since());
    if (!reading.at().isAfter(from)) {
      return Optional.empty();
    }
    SortedMap<String, BigDecimal> quantities = new TreeMap<>();
    SortedMap<String, BigDecimal> counters = new TreeMap<>();
    reading
        .counters()
        .forEach(
            (unit, value) -> {
              BigDecimal before =
                  last.map(l -> l.counters().getOrDefault(unit, BigDecimal.ZERO))
                      .orElse(BigDecimal.ZERO);
              // What the source lost (a child that ended unseen) is neither given back nor counted
              // again.
              quantities.put(unit, value.subtract(before).max(BigDecimal.ZERO));
              counters.put(unit, value.max(before));
            });
    BigDecimal millis = BigDecimal.valueOf(Duration.between(from, reading.at()).toMillis());
    reading
        .gauges()
        .forEach(
            (unit, value) ->
                quantities.put(
                    unit.replace("-bytes", "-byte") + "-hours",
                    value.multiply(millis).divide(MILLIS_PER_HOUR, 6, RoundingMode.HALF_EVEN)));
    Line line =
        new Line(
            reading.run(),
            from,
            reading.at(),
            quantities,
            counters,
            reading.source(),
            endpoint.toString(),
            resource.labels());
    return Optional.of(
        new Entry(
            Entry.LEDGER,
            reading.at(),
            Optional.of(resource.ref()),
            uid,
            actor,
            "meter",
            Doc.of(line)));
  }

  /** Of this run: a former one may be booked late, when entries of the next are there already. */
  private Optional<Line> last(String uid, Reading reading) {
    long before = 0;
    while (true) {
      Store.Query newest =
          new Store.Query(
              Entry.LEDGER,
              Optional.empty(),
              Optional.of(uid),
              Optional.of(reading.since()),
              Optional.empty(),
              before,
              true,
              PAGE);
      Store.Page page = store.entries(newest);
      for (Store.Numbered numbered : page.entries()) {
        Line line = numbered.entry().body().as(Line.class);
        if (line.run().equals(reading.run())) {
          return Optional.of(line);
        }
      }
      if (page.next().isEmpty()) {
        return Optional.empty();
      }
      before = page.next().get();
    }
  }
}
