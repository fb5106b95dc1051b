package org.hansa.platform.resources;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Records;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Instance;

/**
 * What is used of hosts: the sum of what each workload there used in its newest metered interval,
 * by the ledger. It is said only where all that runs there is known and was measured lately; a part
 * of it would look like all of it.
 */
public final class Metered {

  /** Every 30 s each workload is read; what is four times as old is not current. */
  static final Duration FRESH = Duration.ofMinutes(2);

  /** So many workloads are looked up for one answer. */
  static final int MOST = 200;

  private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);
  private static final BigDecimal HOUR = BigDecimal.valueOf(3_600_000);

  private record Line(
      Instant from, Instant until, Map<String, BigDecimal> quantities, String source) {}

  /** The part of an instance's status that is read here. */
  private record Seen(Optional<String> id) {}

  private final Snapshot snapshot;
  private final Records records;
  private final Map<String, List<Resource>> running = new HashMap<>();
  private final Map<String, Map<String, BigDecimal>> seen = new HashMap<>();

  /** The uids of reservations whose instances are there. */
  private final Set<String> started = new HashSet<>();

  /** By pool: a reservation of which no instance is there, or none that may be read. */
  private final Map<String, String> unstarted = new HashMap<>();

  private final Map<Ref, Optional<Line>> lines = new HashMap<>();

  /**
   * @param snapshot as whoever asks sees it
   * @param records as far as whoever asks may read them
   */
  public Metered(Snapshot snapshot, Records records) {
    this.snapshot = snapshot;
    this.records = records;
    snapshot.list(Instance.KIND).forEach(this::place);
    snapshot.list(Reservation.KIND).forEach(this::take);
  }

  private void place(Resource instance) {
    instance.owner().ifPresent(owner -> started.add(owner.uid()));
    if (instance.status().as(Seen.class).id().isPresent()) {
      String host = instance.spec().as(Instance.Spec.class).host();
      running.computeIfAbsent(host, h -> new ArrayList<>()).add(instance);
    }
  }

  private void take(Resource reservation) {
    Reservation.Spec spec = reservation.spec().as(Reservation.Spec.class);
    // One of ports alone holds nothing that is used up.
    if (!spec.amounts().isEmpty()) {
      Map<String, BigDecimal> sums = seen.computeIfAbsent(spec.pool(), pool -> new HashMap<>());
      spec.amounts().forEach((unit, n) -> sums.merge(unit, n, BigDecimal::add));
      if (!started.contains(reservation.uid())) {
        unstarted.putIfAbsent(spec.pool(), reservation.ref().name());
      }
    }
  }

  Figure used(String unit, List<Resource> hosts) {
    BigDecimal sum = BigDecimal.ZERO;
    Instant oldest = snapshot.now();
    TreeSet<String> sources = new TreeSet<>();
    int counted = 0;
    for (Resource host : hosts) {
      Optional<String> hidden = hidden(host);
      if (hidden.isPresent()) {
        return unknown(unit, hidden.get());
      }
      for (Resource instance : running.getOrDefault(host.ref().toString(), List.of())) {
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

  /** Why what runs there is not all known. */
  private Optional<String> hidden(Resource host) {
    Map<String, BigDecimal> mine = seen.getOrDefault(host.ref().toString(), Map.of());
    boolean others =
        snapshot.claims(host.ref()).amounts().entrySet().stream()
            .anyMatch(
                e -> mine.getOrDefault(e.getKey(), BigDecimal.ZERO).compareTo(e.getValue()) != 0);
    if (others) {
      return Optional.of("others' workloads run on " + host.ref().name() + " too");
    }
    if (!mine.isEmpty() && !Levels.answers(host)) {
      return Optional.of(host.ref().name() + " does not answer");
    }
    String idle = unstarted.get(host.ref().toString());
    if (idle != null) {
      return Optional.of("nothing is known of what runs for reservation " + idle);
    }
    List<Resource> here = running.getOrDefault(host.ref().toString(), List.of());
    return here.isEmpty() || meters(host)
        ? Optional.empty()
        : Optional.of("the driver of " + host.ref().name() + " has no meter");
  }

  /** Of an endpoint that is not to be read it is not known: then the ledger tells. */
  private boolean meters(Resource host) {
    String endpoint = host.spec().as(Host.Spec.class).endpoint();
    return snapshot
        .get(new Ref(Endpoint.KIND, host.ref().tenant(), endpoint))
        .map(e -> e.status().as(Endpoint.Status.class).facets().contains(MeterFacet.NAME))
        .orElse(true);
  }

  private Optional<Line> line(Resource instance) {
    Optional<Line> known = lines.get(instance.ref());
    if (known != null || lines.size() >= MOST) {
      return known == null ? Optional.empty() : known;
    }
    Store.Query newest =
        new Store.Query(
            Entry.LEDGER,
            Optional.of(instance.ref()),
            Optional.of(instance.uid()),
            Optional.of(snapshot.now().minus(FRESH)),
            Optional.empty(),
            0,
            true,
            1);
    Optional<Line> line =
        records.entries(newest).entries().stream()
            .map(n -> n.entry().body().as(Line.class))
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
        : "more than " + MOST + " workloads run here";
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
