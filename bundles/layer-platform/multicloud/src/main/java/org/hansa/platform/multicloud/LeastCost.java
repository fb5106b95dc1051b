package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.hansa.platform.multicloud.Constraint.Trial;

/**
 * Constraints first, then what the demand prefers: if it says nothing, least cost, then least
 * carbon, then the least used host, then its name.
 *
 * <p>Replicas are placed one after the other, so one that is placed cheaply can take the only room
 * that a later one has. Then it is tried again with the largest first, and at last with each on the
 * host where it leaves the least; and if components must be together, at the places that they might
 * share: tries that are bounded and the same every time. What fits only by a cleverer packing is
 * refused. Of what stands well one replica at a time moves, if that repays.
 */
final class LeastCost implements Placement {

  private static final Comparator<Need> LARGEST =
      Comparator.comparing((Need n) -> n.amount(Need.MEMORY))
          .thenComparing(n -> n.amount(Need.CPU))
          .reversed();

  private final List<Constraint> constraints;

  LeastCost(List<Constraint> constraints) {
    this.constraints = List.copyOf(constraints);
  }

  @Override
  public Decision place(Demand demand, List<Offer> offers) {
    Comparator<Trial> best = demand.preference();
    Decision first = place(demand, offers, best, demand.needs());
    if (first.obstacle().isEmpty()) {
      return first;
    }
    List<Need> largest = demand.needs().stream().sorted(LARGEST).toList();
    Decision second = place(demand, offers, best, largest);
    if (second.obstacle().isEmpty()) {
      return second;
    }
    Comparator<Trial> tightest = Comparator.comparing((Trial t) -> left(t)).thenComparing(best);
    Decision third = place(demand, offers, tightest, largest);
    return third.obstacle().isEmpty() ? third : anchored(demand, offers).orElse(first);
  }

  private Optional<Decision> anchored(Demand demand, List<Offer> offers) {
    for (BiPredicate<Need, Offer> where : new Anchors(constraints, demand, offers).tries()) {
      Decision decision =
          new Attempt(constraints, demand, offers, demand.preference(), Optional.empty(), where)
              .run(demand.needs());
      if (decision.obstacle().isEmpty()) {
        return Optional.of(decision);
      }
    }
    return Optional.empty();
  }

  private Decision place(
      Demand demand, List<Offer> offers, Comparator<Trial> order, List<Need> needs) {
    Attempt attempt =
        new Attempt(constraints, demand, offers, order, Optional.empty(), (n, o) -> true);
    Decision decision = attempt.run(needs);
    Optional<Gain> gain =
        decision.obstacle().isPresent() ? Optional.empty() : demand.moves().flatMap(attempt::gain);
    return gain.flatMap(g -> moved(demand, offers, order, needs, g)).orElse(decision);
  }

  /** With one replica moved; empty if it would be another move than the one that repays. */
  private Optional<Decision> moved(
      Demand demand, List<Offer> offers, Comparator<Trial> order, List<Need> needs, Gain gain) {
    Decision moved =
        new Attempt(constraints, demand, offers, order, Optional.of(gain), (n, o) -> true)
            .run(needs);
    boolean there =
        moved.assignments().stream()
            .anyMatch(
                a ->
                    a.need().name().equals(gain.need().name())
                        && a.offer().ref().equals(gain.to()));
    return there ? Optional.of(moved) : Optional.empty();
  }

  private static BigDecimal left(Trial t) {
    return t.room().free(Need.MEMORY).subtract(t.need().amount(Need.MEMORY));
  }
}
