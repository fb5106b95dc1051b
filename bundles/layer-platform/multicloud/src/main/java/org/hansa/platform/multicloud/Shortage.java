package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.platform.api.Host;

/**
 * By how much more is reserved of a host than it has.
 *
 * @param units what is too much, by unit; none of them zero
 */
record Shortage(Ref host, Map<String, BigDecimal> units) {

  Shortage {
    units = new TreeMap<>(units);
  }

  /** Empty if it has enough, or is not there. */
  static Optional<Shortage> of(Snapshot snapshot, Ref host) {
    return snapshot
        .get(host)
        .filter(h -> !h.status().isEmpty())
        .map(h -> new Shortage(host, units(h, snapshot.claims(host))))
        .filter(s -> !s.units().isEmpty());
  }

  private static Map<String, BigDecimal> units(Resource host, Claims claims) {
    Map<String, BigDecimal> has = host.status().as(Host.Status.class).allocatable();
    Map<String, BigDecimal> units = new HashMap<>();
    claims
        .amounts()
        .forEach(
            (unit, taken) -> {
              BigDecimal more = taken.subtract(has.getOrDefault(unit, BigDecimal.ZERO));
              if (more.signum() > 0) {
                units.put(unit, more);
              }
            });
    return units;
  }

  /** True if it is less without what the need holds there. */
  boolean eases(Need need) {
    return need.stands(host) && eases(need.standing().orElseThrow().amounts());
  }

  boolean eases(Map<String, BigDecimal> amounts) {
    return units.keySet().stream()
        .anyMatch(unit -> amounts.getOrDefault(unit, BigDecimal.ZERO).signum() > 0);
  }

  String says() {
    return "host "
        + host.name()
        + " has "
        + units.entrySet().stream()
            .map(e -> Amount.of(e.getKey(), e.getValue()) + word(e.getKey()))
            .collect(Collectors.joining(" and "))
        + " less than is reserved of it";
  }

  private static String word(String unit) {
    return unit.equals(Need.CPU) ? "" : " of " + unit;
  }
}
