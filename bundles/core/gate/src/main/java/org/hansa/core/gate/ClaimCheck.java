package org.hansa.core.gate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;

/**
 * Holds the reservations that a transaction makes or changes to what their pools have. One that is
 * being deleted counts until it is gone, for until then something of it may still run.
 */
final class ClaimCheck {

  private static final String CURE = "Ask for less, choose another pool, or free some of this one.";

  private ClaimCheck() {}

  static void check(Work work) {
    for (Ref ref : work.order()) {
      if (ref.kind().equals(Reservation.KIND)) {
        work.get(ref).ifPresent(r -> check(work, r));
      }
    }
  }

  private static void check(Work work, Resource resource) {
    Reservation.Spec wanted = resource.spec().as(Reservation.Spec.class);
    Optional<Reservation.Spec> former =
        work.former(resource.ref())
            .map(r -> r.spec().as(Reservation.Spec.class))
            .filter(spec -> spec.pool().equals(wanted.pool()));
    Ref poolRef = Ref.parse(wanted.pool());
    if (former.filter(wanted::equals).isPresent()) {
      return;
    }
    wanted.amounts().forEach((unit, amount) -> positive(resource, unit, amount));
    Resource pool =
        work.get(poolRef)
            .orElseThrow(
                () ->
                    Problem.conflict(
                        "the pool " + poolRef + " of " + resource.ref() + " does not exist", CURE));
    if (pool.isDeleting()) {
      throw Problem.conflict("the pool " + poolRef + " is being deleted", CURE);
    }
    Claims others = work.state().with(List.of(), List.of(resource.ref())).claims(poolRef);
    Map<String, BigDecimal> all = pool.status().as(Reservation.Pool.class).allocatable();
    wanted.amounts().forEach((unit, amount) -> amount(resource, unit, amount, former, all, others));
    for (String key : wanted.keys()) {
      if (others.keys().contains(key)) {
        throw Problem.conflict(key + " of " + poolRef + " is taken by another reservation", CURE);
      }
    }
  }

  private static void positive(Resource resource, String unit, BigDecimal amount) {
    if (amount.signum() < 0) {
      throw Problem.invalid(
          unit + " of " + resource.ref(),
          amount,
          "zero or more",
          "A reservation takes; to give back, write less or delete it.");
    }
  }

  private static void amount(
      Resource resource,
      String unit,
      BigDecimal amount,
      Optional<Reservation.Spec> former,
      Map<String, BigDecimal> all,
      Claims others) {
    BigDecimal had = former.map(f -> f.amounts().get(unit)).orElse(BigDecimal.ZERO);
    BigDecimal free = all.getOrDefault(unit, BigDecimal.ZERO).subtract(others.amount(unit));
    // A pool may have shrunk below what is taken: giving some of it back must stay possible.
    if (amount.compareTo(had) > 0 && amount.compareTo(free) > 0) {
      throw Problem.conflict(
          resource.spec().as(Reservation.Spec.class).pool()
              + " has "
              + free.max(BigDecimal.ZERO).stripTrailingZeros().toPlainString()
              + " "
              + unit
              + " free, wanted are "
              + amount.stripTrailingZeros().toPlainString(),
          CURE);
    }
  }
}
