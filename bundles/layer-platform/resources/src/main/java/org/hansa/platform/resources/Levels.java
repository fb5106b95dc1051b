package org.hansa.platform.resources;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.platform.api.Host;

/**
 * What hosts have, what of it is reserved, free and used: of one, or of several in sum. Whoever
 * reads a host may know what is reserved of it in all, and by whom not.
 */
public final class Levels {

  private static final String NOBODY = "no host answers";

  private final Snapshot snapshot;
  private final Metered metered;

  /**
   * @param snapshot as whoever asks sees it
   * @param metered of the same hosts
   */
  public Levels(Snapshot snapshot, Metered metered) {
    this.snapshot = snapshot;
    this.metered = metered;
  }

  /** By unit, in order of their names, and for each in the order of the names in {@link Figure}. */
  public List<Figure> of(List<Resource> hosts) {
    List<Figure> figures = new ArrayList<>();
    for (String unit : units(hosts)) {
      List<Resource> answering = hosts.stream().filter(Levels::answers).toList();
      List<Resource> silent = hosts.stream().filter(h -> !answers(h)).toList();
      BigDecimal capacity = capacity(answering, unit);
      BigDecimal taken = reserved(answering, unit);
      if (answering.isEmpty()) {
        figures.add(Figure.unknown(unit, Figure.CAPACITY, NOBODY));
      } else {
        figures.add(said(unit, Figure.CAPACITY, capacity, answering));
      }
      if (capacity(silent, unit).signum() > 0) {
        figures.add(said(unit, Figure.UNCONFIRMED, capacity(silent, unit), silent).stale());
      }
      figures.add(
          Figure.of(
              unit,
              Figure.RESERVED,
              reserved(hosts, unit),
              "reservations here",
              snapshot.now(),
              snapshot.now()));
      figures.add(
          answering.isEmpty()
              ? Figure.unknown(unit, Figure.FREE, NOBODY)
              : said(unit, Figure.FREE, capacity.subtract(taken), answering));
      figures.add(metered.used(unit, hosts));
    }
    return figures;
  }

  /** Whether its endpoint has listed it when last asked, or has said no for certain. */
  static boolean answers(Resource host) {
    return host.condition(Condition.READY)
        .filter(c -> c.state() != Condition.State.UNKNOWN)
        .isPresent();
  }

  /** What may be reserved of hosts by unit, as last said, whether they answer or not. */
  static Map<String, BigDecimal> capacity(List<Resource> hosts) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (Resource host : hosts) {
      allocatable(host).forEach((unit, n) -> sums.merge(unit, n, BigDecimal::add));
    }
    return sums;
  }

  /** What is reserved by unit: also 0, of what there is. */
  static Map<String, BigDecimal> reserved(Snapshot snapshot, List<Resource> hosts) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (Resource host : hosts) {
      allocatable(host).keySet().forEach(u -> sums.merge(u, BigDecimal.ZERO, BigDecimal::add));
      Claims claims = snapshot.claims(host.ref());
      claims.amounts().forEach((unit, n) -> sums.merge(unit, n, BigDecimal::add));
    }
    return sums;
  }

  static Map<String, BigDecimal> allocatable(Resource host) {
    return host.status().as(Host.Status.class).allocatable();
  }

  /** {@code endpoint rack by driver process}; without the driver where that is not to be read. */
  static String source(Snapshot snapshot, Resource host) {
    String name = host.spec().as(Host.Spec.class).endpoint();
    return snapshot
        .get(new Ref(Endpoint.KIND, host.ref().tenant(), name))
        .map(e -> " by driver " + e.spec().as(Endpoint.Spec.class).driver())
        .map(driver -> "endpoint " + name + driver)
        .orElse("endpoint " + name);
  }

  /** As old as what has not changed for the shortest time. */
  private Figure said(String unit, String figure, BigDecimal amount, List<Resource> hosts) {
    Instant since =
        hosts.stream()
            .flatMap(h -> h.condition(Condition.READY).stream())
            .map(Condition::since)
            .max(Comparator.naturalOrder())
            .orElse(snapshot.now());
    TreeSet<String> sources = new TreeSet<>();
    hosts.forEach(h -> sources.add(source(snapshot, h)));
    String said = sources.size() == 1 ? sources.first() : sources.size() + " endpoints";
    return Figure.of(unit, figure, amount, said, since, snapshot.now());
  }

  private Set<String> units(List<Resource> hosts) {
    Set<String> units = new TreeSet<>(capacity(hosts).keySet());
    units.addAll(reserved(snapshot, hosts).keySet());
    return units;
  }

  private static BigDecimal capacity(List<Resource> hosts, String unit) {
    return Optional.ofNullable(capacity(hosts).get(unit)).orElse(BigDecimal.ZERO);
  }

  private BigDecimal reserved(List<Resource> hosts, String unit) {
    return Optional.ofNullable(reserved(snapshot, hosts).get(unit)).orElse(BigDecimal.ZERO);
  }
}
