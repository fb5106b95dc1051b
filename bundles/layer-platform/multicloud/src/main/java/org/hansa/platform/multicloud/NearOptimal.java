package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hansa.core.api.Ref;
import org.hansa.platform.api.Site;

/**
 * One replica after the other where it is best, as {@link LeastCost} has it, and where that gives
 * not each its best, or not all a place, all together by the solver. What that suggests is tried as
 * everything is, constraint by constraint: so it decides nothing that a constraint refuses, and
 * what it knows nothing of, it only misses. Who stands well stays.
 *
 * <p>The same every time, for what the solver may spend is counted in moves.
 */
final class NearOptimal implements Placement {

  /** Replicas times hosts; each pair is tried by all constraints. */
  private static final long MOST = 200_000;

  private static final int MOST_NEEDS = 2_000;

  /** More than any place saves by the hour. */
  private static final BigDecimal DEAR = new BigDecimal("1e18");

  private final List<Constraint> constraints;
  private final Placement plain;

  NearOptimal(List<Constraint> constraints) {
    this.constraints = List.copyOf(constraints);
    this.plain = new LeastCost(constraints);
  }

  @Override
  public Decision place(Demand demand, List<Offer> offers) {
    Decision found = plain.place(demand, offers);
    boolean placed = found.obstacle().isEmpty();
    long movers =
        placed
            ? found.assignments().stream().filter(Assignment::moved).count()
            : demand.needs().size();
    if (movers < 2
        || demand.needs().size() > MOST_NEEDS
        || (long) demand.needs().size() * offers.size() > MOST) {
      return found;
    }
    if (demand.moves().isPresent() || demand.leaves().isPresent()) {
      // What moves only since that repays waits until the others have their places.
      return place(demand.staying(), offers);
    }
    return placed ? better(demand, offers, found) : all(demand, offers, found).orElse(found);
  }

  /**
   * Whether there is a place for all. Where something is asked of what lies between them, and they
   * are few, all are looked at for a moment.
   */
  @Override
  public boolean fits(Demand demand, List<Offer> offers) {
    return plain.fits(demand, offers)
        || (demand.calls().isAny()
            && Packing.isFew(demand)
            && packing(demand, offers, standing(demand, offers), offer -> true)
                .glance()
                .filter(h -> attempt(demand, offers, h).fits(demand.needs()))
                .isPresent());
  }

  /** A place for all, if the solver finds one: at last, with those moved that stand too far. */
  private Optional<Decision> all(Demand demand, List<Offer> offers, Decision found) {
    Map<String, Ref> standing = standing(demand, offers);
    Optional<Decision> all = tried(demand, offers, packing(demand, offers, standing, o -> true));
    Map<String, BigDecimal> leaving = isFar(found) ? tooFar(demand, standing) : Map.of();
    if (all.isPresent() || leaving.isEmpty()) {
      return all;
    }
    Map<String, Ref> rest = new HashMap<>(standing);
    rest.keySet().removeAll(leaving.keySet());
    Map<Ref, Ref> sites = new HashMap<>();
    offers.forEach(o -> sites.put(o.ref(), o.site().ref()));
    BiPredicate<Need, Offer> where =
        (need, offer) -> {
          // Within its site it would only make room.
          Ref here = standing.get(need.name());
          boolean stays = !leaving.containsKey(need.name()) || offer.ref().equals(here);
          return stays || !offer.site().ref().equals(sites.get(here));
        };
    List<Demand> alone = List.of(demand);
    // Where so many must move that leaving one out would cost less, each may move for nothing.
    return tried(demand, offers, new Packing(constraints, alone, offers, rest, where, leaving))
        .or(
            () ->
                tried(
                    demand,
                    offers,
                    new Packing(constraints, alone, offers, rest, where, Map.of())));
  }

  /** True if one that has no place would have one, but for how far that is from the others. */
  private static boolean isFar(Decision found) {
    Map<String, Map<Ref, Boolean>> near = new HashMap<>();
    for (Lack lack : found.lacks()) {
      String id = lack.constraint().id();
      boolean far = id.equals(LinkConstraints.LINK) || id.equals(LinkConstraints.CHAIN);
      near.computeIfAbsent(lack.need().name(), n -> new HashMap<>())
          .merge(lack.offer().ref(), far, Boolean::logicalAnd);
    }
    return near.values().stream().anyMatch(hosts -> hosts.containsValue(true));
  }

  /** Who may be moved for those that have no place: as few as will do, so each at a high cost. */
  private static Map<String, BigDecimal> tooFar(Demand demand, Map<String, Ref> standing) {
    Set<String> homeless =
        demand.needs().stream()
            .filter(n -> !standing.containsKey(n.name()))
            .map(n -> n.component().name())
            .collect(Collectors.toSet());
    Set<String> bound = demand.calls().boundTo(homeless);
    return demand.needs().stream()
        .filter(n -> standing.containsKey(n.name()) && bound.contains(n.component().name()))
        .filter(n -> !n.isOnce())
        .collect(Collectors.toMap(Need::name, n -> DEAR));
  }

  /** What costs less, of what can be compared with it. */
  private Decision better(Demand demand, List<Offer> offers, Decision found) {
    Rates rates = demand.preference().rates();
    Optional<BigDecimal> cost = rates.of(found);
    if (cost.isEmpty()) {
      return found;
    }
    Optional<String> currency = found.assignments().get(0).price().currency();
    Packing packing =
        packing(
            demand,
            offers,
            standing(demand, offers),
            offer ->
                rates.money().signum() == 0
                    || offer.place().price().map(Site.Price::currency).equals(currency));
    return packing.mayBeBetter(found)
        ? tried(demand, offers, packing).filter(d -> isLess(rates.of(d), cost)).orElse(found)
        : found;
  }

  private Map<String, Ref> standing(Demand demand, List<Offer> offers) {
    return attempt(demand, offers, Map.of()).standing(demand.needs());
  }

  private Packing packing(
      Demand demand, List<Offer> offers, Map<String, Ref> standing, Predicate<Offer> where) {
    return new Packing(constraints, demand, offers, standing, where);
  }

  private Optional<Decision> tried(Demand demand, List<Offer> offers, Packing packing) {
    return packing
        .suggestion()
        .map(hosts -> attempt(demand, offers, hosts).run(demand.needs()))
        .filter(d -> d.obstacle().isEmpty());
  }

  private static boolean isLess(Optional<BigDecimal> some, Optional<BigDecimal> than) {
    return some.flatMap(s -> than.map(t -> s.compareTo(t) < 0)).orElse(false);
  }

  /**
   * @param hosts where each must be; anywhere for those that are not in it
   */
  private Attempt attempt(Demand demand, List<Offer> offers, Map<String, Ref> hosts) {
    return new Attempt(
        constraints,
        demand,
        offers,
        demand.preference(),
        Optional.empty(),
        (need, offer) -> hosts.getOrDefault(need.name(), offer.ref()).equals(offer.ref()));
  }
}
