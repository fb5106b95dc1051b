package org.hansa.itests.simulation;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.itests.simulation.Invariants.Rule;

/** What is reserved, beside what there is, and for whom. */
final class Pools {

  private final Invariants invariants;

  Pools(Invariants invariants) {
    this.invariants = invariants;
  }

  /** In each state whoever something is reserved for is there. */
  void owned(Snapshot after) {
    after
        .list(Reservation.KIND)
        .filter(r -> r.owner().filter(o -> isThere(after, o)).isEmpty())
        .forEach(r -> invariants.broken(Rule.RESERVATIONS_HAVE_OWNERS, r.ref().toString()));
  }

  private static boolean isThere(Snapshot now, Resource.Owner owner) {
    return now.get(owner.ref()).filter(r -> r.uid().equals(owner.uid())).isPresent();
  }

  /** Counted anew from all that stand: amounts, and keys that only one may have. */
  void check(Snapshot after, Resource reservation) {
    String pool = reservation.spec().as(Reservation.Spec.class).pool();
    Map<String, BigDecimal> all =
        after
            .get(Ref.parse(pool))
            .map(p -> p.status().as(Reservation.Pool.class).allocatable())
            .orElse(Map.of());
    Map<String, BigDecimal> taken = new TreeMap<>();
    Set<String> keys = new HashSet<>();
    after
        .list(Reservation.KIND)
        .map(r -> r.spec().as(Reservation.Spec.class))
        .filter(spec -> spec.pool().equals(pool))
        .forEach(
            spec -> {
              spec.amounts().forEach((unit, n) -> taken.merge(unit, n, BigDecimal::add));
              if (!spec.keys().stream().allMatch(keys::add)) {
                invariants.broken(
                    Rule.RESERVATIONS_FIT, pool + ": a key of " + spec.keys() + " is taken");
              }
            });
    taken.forEach(
        (unit, sum) -> {
          if (sum.compareTo(all.getOrDefault(unit, BigDecimal.ZERO)) > 0) {
            invariants.broken(Rule.RESERVATIONS_FIT, pool + " " + unit + ": " + sum + " of " + all);
          }
        });
  }
}
