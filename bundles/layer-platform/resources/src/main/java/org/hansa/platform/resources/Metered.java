package org.hansa.platform.resources;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Records;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;

/**
 * What is used of hosts: the sum of what each workload there used in its newest metered interval,
 * by the ledger. It is said only where all that runs there is known and was measured lately; a part
 * of it would look like all of it.
 */
public final class Metered {

  /** Every 30 s each workload is read; what is four times as old is not current. */
  static final Duration FRESH = Duration.ofMinutes(2);

  /** So many workloads are looked up for one answer, of whatever many hosts that is. */
  static final int MOST = 200;

  private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);
  private static final BigDecimal HOUR = BigDecimal.valueOf(3_600_000);

  private record Line(
      Instant from, Instant until, Map<String, BigDecimal> quantities, String source) {}

  private final Snapshot snapshot;
  private final Records records;
  private final Occupants occupants;
  private final Map<Ref, Optional<Line>> lines = new HashMap<>();

  /**
   * @param snapshot as whoever asks sees it
   * @param records as far as whoever asks may read them
   */
  public Metered(Snapshot snapshot, Records records) {
    this(snapshot, records, new Occupants(snapshot));
  }

  private Metered(Snapshot snapshot, Records records, Occupants occupants) {
    this.snapshot = snapshot;
    this.records = records;
    this.occupants = occupants;
  }

  /** The same without what would have to be looked up. */
  public Metered unread() {
    return new Metered(snapshot, Records.NONE, occupants);
  }

  Figure used(String unit, List<Resource> hosts) {
    BigDecimal sum = BigDecimal.ZERO;
    Instant oldest = snapshot.now();
    TreeSet<String> sources = new TreeSet<>();
    int counted = 0;
    for (Resource host : hosts) {
      Optional<String> hidden = occupants.hidden(host);
      if (hidden.isPresent()) {
        return unknown(unit, hidden.get());
      }
      for (Resource instance : occupants.of(host)) {
        Optional<Line> line = line(instance);
        Optional<BigDecimal> amount = line.flatMap(l -> amount(l, unit));
        if (amount.isEmpty()) {
          return unknown(unit, why(instance, line));
        }
        sum = sum.add(amount.get());
        sources.add(line.get().source());
        oldest = line.get().until().isBefore(oldest) ? line.get().until() : oldest;
        counted++;
      }
    }
    String source =
        counted == 0 ? "nothing runs here" : counted + " metered by " + String.join(", ", sources);
    return Figure.of(unit, Figure.USED, sum, source, oldest, snapshot.now());
  }

  private Optional<Line> line(Resource instance) {
    Optional<Line> known = lines.get(instance.ref());
    if (known != null || lines.size() >= MOST) {
      return known == null ? Optional.empty() : known;
    }
    // Without from: past entries that are too old a store would look for newer ones to its end.
    Store.Query newest =
        new Store.Query(
            Entry.LEDGER,
            Optional.of(instance.ref()),
            Optional.of(instance.uid()),
            Optional.empty(),
            Optional.empty(),
            0,
            true,
            1);
    Optional<Line> line =
        records.entries(newest).entries().stream()
            .map(Store.Numbered::entry)
            .filter(e -> !e.at().isBefore(snapshot.now().minus(FRESH)))
            .map(e -> e.body().as(Line.class))
            .filter(l -> l.until().isAfter(l.from()))
            .findFirst();
    lines.put(instance.ref(), line);
    return line;
  }

  private String why(Resource instance, Optional<Line> line) {
    if (line.isPresent()) {
      return "it is not metered of " + instance.ref().name();
    }
    return lines.containsKey(instance.ref())
        ? instance.ref().name()
            + " has not been measured in the last two minutes, or you may not read the ledger of "
            + instance.ref().tenant()
        : instance.ref().name()
            + " was not looked up: for one answer "
            + MOST
            + " workloads are, and here are more; ask of fewer at once";
  }

  private static Figure unknown(String unit, String why) {
    return Figure.unknown(unit, Figure.USED, "not known: " + why);
  }

  /** A counter by its growth in a second, a gauge by its mean over the interval. */
  private static Optional<BigDecimal> amount(Line line, String unit) {
    BigDecimal millis = BigDecimal.valueOf(Duration.between(line.from(), line.until()).toMillis());
    if (millis.signum() <= 0) {
      return Optional.empty();
    }
    return unit.equals("cpu")
        ? Optional.ofNullable(line.quantities().get("cpu-seconds"))
            .map(n -> n.multiply(MILLIS).divide(millis, 3, RoundingMode.HALF_EVEN))
        : Optional.ofNullable(line.quantities().get(unit + "-byte-hours"))
            .map(n -> n.multiply(HOUR).divide(millis, 0, RoundingMode.HALF_EVEN));
  }
}
