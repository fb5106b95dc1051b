package org.hansa.platform.resources;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;

/**
 * Says of a site whether more is reserved of a host than it has: hosts shrink, by a repair or by
 * what else is started there. What runs goes on, for to move it is no repair; nothing new comes.
 */
final class Overcommitted {

  static final String CONDITION = "Sufficient";

  /** Hosts that are named; of more their number is said. */
  private static final int NAMED = 3;

  private Overcommitted() {}

  /** Empty if it never was so. */
  static Optional<Condition> of(Snapshot snapshot, Resource site, List<Resource> hosts) {
    List<String> over = new ArrayList<>();
    for (Resource host : hosts) {
      String more = more(snapshot, host);
      if (!more.isEmpty()) {
        over.add("host " + host.ref().name() + ": " + more);
      }
    }
    if (over.isEmpty()) {
      return site.condition(CONDITION)
          .map(c -> Condition.yes(CONDITION, "Enough", "as much as is reserved", snapshot.now()));
    }
    String others = over.size() > NAMED ? " and " + (over.size() - NAMED) + " other hosts" : "";
    String message =
        String.join("; ", over.subList(0, Math.min(NAMED, over.size())))
            + others
            + ". What runs there goes on, and nothing new is placed there: have its tenants accept"
            + " what their Optimizations propose, or give it more";
    return Optional.of(Condition.no(CONDITION, "Overcommitted", message, snapshot.now()));
  }

  private static String more(Snapshot snapshot, Resource host) {
    Claims claims = snapshot.claims(host.ref());
    Map<String, BigDecimal> has = Levels.allocatable(host);
    List<String> more = new ArrayList<>();
    new TreeMap<>(claims.amounts())
        .forEach(
            (unit, taken) -> {
              BigDecimal there = has.getOrDefault(unit, BigDecimal.ZERO);
              if (taken.compareTo(there) > 0) {
                more.add(plain(taken) + " " + unit + " reserved of " + plain(there));
              }
            });
    return String.join(", ", more);
  }

  private static String plain(BigDecimal n) {
    return n.signum() == 0 ? "0" : n.stripTrailingZeros().toPlainString();
  }
}
