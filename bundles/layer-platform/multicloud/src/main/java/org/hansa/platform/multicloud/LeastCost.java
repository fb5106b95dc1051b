package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * Constraints first, then least cost, then least carbon, then the least used host, then its name.
 *
 * <p>Replicas are placed one after the other, so one that is placed cheaply can take the only room
 * that a later one has. Then it is tried again with the largest first, and at last with each on the
 * host where it leaves the least: three tries, bounded, the same every time. What fits only by a
 * cleverer packing is refused.
 */
final class LeastCost implements Placement {

  private static final Comparator<Need> LARGEST =
      Comparator.comparing((Need n) -> n.amount(Need.MEMORY))
          .thenComparing(n -> n.amount(Need.CPU))
          .reversed();

  private static final Comparator<Constraint.Trial> NAME =
      Comparator.comparing(t -> t.offer().ref());
  private static final Comparator<Constraint.Trial> CHEAPEST =
      Comparator.comparing(Constraint.Trial::price, Price.ORDER)
          .thenComparing(t -> t.room().used())
          .thenComparing(NAME);
  private static final Comparator<Constraint.Trial> TIGHTEST =
      Comparator.comparing((Constraint.Trial t) -> left(t)).thenComparing(CHEAPEST);

  private final List<Constraint> constraints;

  LeastCost(List<Constraint> constraints) {
    this.constraints = List.copyOf(constraints);
  }

  @Override
  public Decision place(Demand demand, List<Offer> offers) {
    Decision first = new Attempt(constraints, demand, offers, CHEAPEST).run(demand.needs());
    if (first.obstacle().isEmpty()) {
      return first;
    }
    List<Need> largest = demand.needs().stream().sorted(LARGEST).toList();
    Decision second = new Attempt(constraints, demand, offers, CHEAPEST).run(largest);
    if (second.obstacle().isEmpty()) {
      return second;
    }
    Decision third = new Attempt(constraints, demand, offers, TIGHTEST).run(largest);
    return third.obstacle().isEmpty() ? third : first;
  }

  private static BigDecimal left(Constraint.Trial t) {
    return t.room().free(Need.MEMORY).subtract(t.need().amount(Need.MEMORY));
  }
}
