package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hansa.platform.multicloud.Constraint.Refusal;
import org.hansa.platform.multicloud.Constraint.Trial;
import org.hansa.platform.multicloud.Placement.Assignment;

/**
 * Finds the least that would have to be allowed of what lies between components, so that all fit:
 * as much as is found without the bound, then by halving.
 *
 * @param asked what does not go together
 * @param freed the same without the bound
 */
record Allowance(Placement placement, List<Offer> offers, Demand asked, Demand freed) {

  private static final BigDecimal FINE = new BigDecimal("0.1");
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final int TRIES = 8;

  /** Replicas times hosts; all are placed in each try. */
  private static final long MOST = 2_000;

  /**
   * Of the one link that a component bounds, or the one chain; empty if there are several, or if it
   * would take long.
   *
   * @param from the component; empty if it is the chain
   */
  Optional<Refusal> least(Optional<String> from) {
    List<BigDecimal> bounds = asked.calls().bounds(from);
    Optional<Refusal> found =
        bounds.size() == 1 && (long) asked.needs().size() * offers.size() <= MOST
            ? longest(freed, from)
            : Optional.empty();
    BigDecimal low = BigDecimal.ZERO;
    for (int i = 0; i < TRIES && found.filter(isWide(low)).isPresent(); i++) {
      BigDecimal half = low.add(found.get().gap()).divide(TWO, 3, RoundingMode.FLOOR);
      Calls calls = asked.calls().allowing(from, bounds.get(0).add(half));
      Optional<Refusal> less = longest(asked.with(calls), from);
      low = less.isPresent() ? low : half;
      found = less.isPresent() ? less : found;
    }
    return found;
  }

  private static Predicate<Refusal> isWide(BigDecimal low) {
    return r -> r.gap().subtract(low).compareTo(FINE) > 0;
  }

  /** What is refused of a placement that these have; empty if they have none. */
  private Optional<Refusal> longest(Demand demand, Optional<String> from) {
    List<Assignment> all = placement.place(demand, offers).assignments();
    Mates mates = new Mates(asked.calls());
    all.forEach(a -> mates.add(asked.need(a.need().name()), a.offer()));
    return all.stream()
        .map(a -> trial(a, mates))
        .flatMap(t -> LinkConstraints.refuses(t, from.isEmpty()).stream())
        .max(
            Comparator.comparing((Refusal r) -> r.gap().signum() == 0).thenComparing(Refusal::gap));
  }

  private Trial trial(Assignment a, Mates mates) {
    Need need = asked.need(a.need().name());
    Room room = new Room(a.offer(), Optional.empty());
    return new Trial(need, room, a.price(), new Bill(), asked, mates);
  }
}
