package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
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

  /** In which order, by which preference, and where each may be. */
  private record Way(List<Need> needs, Comparator<Trial> order, BiPredicate<Need, Offer> where) {}

  private final List<Constraint> constraints;

  LeastCost(List<Constraint> constraints) {
    this.constraints = List.copyOf(constraints);
  }

  @Override
  public Decision place(Demand demand, List<Offer> offers) {
    Way first = first(demand);
    Decision decision = place(demand, offers, first);
    return decision.obstacle().isEmpty()
        ? decision
        : others(demand, offers)
            .filter(way -> fits(demand, offers, way))
            .findFirst()
            .map(way -> place(demand, offers, way))
            .orElse(decision);
  }

  @Override
  public boolean fits(Demand demand, List<Offer> offers) {
    return Stream.concat(Stream.of(first(demand)), others(demand, offers))
        .anyMatch(way -> fits(demand, offers, way));
  }

  private static Way first(Demand demand) {
    return new Way(demand.needs(), demand.preference(), (need, offer) -> true);
  }

  private Stream<Way> others(Demand demand, List<Offer> offers) {
    Comparator<Trial> best = demand.preference();
    Comparator<Trial> tightest = Comparator.comparing((Trial t) -> left(t)).thenComparing(best);
    List<Need> largest = demand.needs().stream().sorted(LARGEST).toList();
    Stream<Way> anchored =
        Stream.of(new Anchors(constraints, demand, offers))
            .flatMap(anchors -> anchors.tries().stream())
            .map(where -> new Way(demand.needs(), best, where));
    Stream<Comparator<Trial>> orders =
        demand.minAvailability().isPresent()
            ? Stream.of(best, tightest, Preference.LEAST_RISK.thenComparing(best))
            : Stream.of(best, tightest);
    return Stream.concat(
        orders.map(order -> new Way(largest, order, (need, offer) -> true)), anchored);
  }

  private boolean fits(Demand demand, List<Offer> offers, Way way) {
    return attempt(demand, offers, way, Optional.empty()).fits(way.needs());
  }

  private Decision place(Demand demand, List<Offer> offers, Way way) {
    Attempt attempt = attempt(demand, offers, way, Optional.empty());
    Decision decision = attempt.run(way.needs());
    if (decision.obstacle().isPresent()) {
      return decision;
    }
    return demand
        .leaves()
        .or(() -> demand.moves().flatMap(attempt::gain).map(Gain::leaving))
        .map(l -> attempt(demand, offers, way, Optional.of(l)).run(way.needs()))
        .filter(moved -> moved.obstacle().isEmpty())
        .orElse(decision);
  }

  private Attempt attempt(Demand demand, List<Offer> offers, Way way, Optional<Leaving> leaving) {
    return new Attempt(constraints, demand, offers, way.order(), leaving, way.where());
  }

  private static BigDecimal left(Trial t) {
    return t.room().free(Need.MEMORY).subtract(t.need().amount(Need.MEMORY));
  }
}
