package org.hansa.platform.resources;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
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
    List<Resource> answering = hosts.stream().filter(Levels::answers).toList();
    List<Resource> silent = hosts.stream().filter(h -> !answers(h)).toList();
    Map<String, BigDecimal> capacity = capacity(answering);
    Map<String, BigDecimal> unconfirmed = capacity(silent);
    Map<String, BigDecimal> taken = reserved(snapshot, answering);
    Map<String, BigDecimal> reserved = new TreeMap<>(taken);
    reserved(snapshot, silent).forEach((unit, n) -> reserved.merge(unit, n, BigDecimal::add));
    List<Figure> figures = new ArrayList<>();
    // What there is has its 0 among what is reserved: these are all units.
    for (String unit : reserved.keySet()) {
      BigDecimal has = capacity.getOrDefault(unit, BigDecimal.ZERO);
      BigDecimal left = has.subtract(taken.getOrDefault(unit, BigDecimal.ZERO));
      BigDecimal last = unconfirmed.getOrDefault(unit, BigDecimal.ZERO);
      if (answering.isEmpty()) {
        figures.add(Figure.unknown(unit, Figure.CAPACITY, NOBODY));
      } else {
        figures.add(Figure.listed(unit, has, sources(answering), answeringSince(answering)));
      }
      if (last.signum() > 0) {
        figures.add(
            of(unit, Figure.UNCONFIRMED, last, sources(silent), silentSince(silent)).stale());
      }
      figures.add(now(unit, Figure.RESERVED, reserved.get(unit), "reservations here"));
      figures.add(
          answering.isEmpty()
              ? Figure.unknown(unit, Figure.FREE, NOBODY)
              : now(unit, Figure.FREE, left, sources(answering)));
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

  private Figure now(String unit, String figure, BigDecimal amount, String source) {
    return of(unit, figure, amount, source, snapshot.now());
  }

  private Figure of(String unit, String figure, BigDecimal amount, String source, Instant since) {
    return Figure.of(unit, figure, amount, source, since, snapshot.now());
  }

  private String sources(List<Resource> hosts) {
    TreeSet<String> sources = new TreeSet<>();
    hosts.forEach(h -> sources.add(source(snapshot, h)));
    return sources.size() == 1 ? sources.first() : sources.size() + " endpoints";
  }

  /** All of them: since the last of them does. */
  private Instant answeringSince(List<Resource> hosts) {
    return since(hosts).max(Comparator.naturalOrder()).orElse(snapshot.now());
  }

  /** The sum is as old as the part of it that was said first. */
  private Instant silentSince(List<Resource> hosts) {
    return since(hosts).min(Comparator.naturalOrder()).orElse(snapshot.now());
  }

  private static Stream<Instant> since(List<Resource> hosts) {
    return hosts.stream().flatMap(h -> h.condition(Condition.READY).stream()).map(Condition::since);
  }
}
