package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.hansa.core.api.Ref;
import org.hansa.platform.multicloud.Placement.Assignment;
import org.hansa.platform.multicloud.Placement.Decision;
import org.hansa.platform.place.search.Budget;
import org.hansa.platform.place.sites.Exact;
import org.hansa.platform.place.sites.Instance;
import org.hansa.platform.place.sites.Placement;
import org.hansa.platform.place.sites.Search;
import org.hansa.platform.place.sites.Sites;
import org.hansa.platform.place.sites.Workloads;

/**
 * Demands as the solver has them: hosts are its sites, replicas its workloads. Of what is asked it
 * knows amounts, what refuses a host by itself, who is apart or together, and of one application
 * what lies between them; not the bounds on the whole, nor shares of a guest.
 */
final class Packing {

  private static final long SEED = 1;
  private static final long LEAST_MOVES = 20_000;
  private static final long MOST_MOVES = 400_000;
  private static final long MOVES_EACH = 2_000;

  /** Of more, hardly any would be looked at. */
  private static final int FEW = 40;

  private static final long LOOKS = 200_000;

  private final List<Need> needs;
  private final List<Offer> offers;
  private final Sizes sizes;
  private final GroupRules rules;
  private final Wires wires;

  /** By need: the hosts that it may have, a bit each. */
  private final List<long[]> eligible = new ArrayList<>();

  /**
   * What costs nothing to move.
   *
   * @param standing the hosts of those that stay where they are
   * @param where which hosts the others may have at all
   */
  Packing(
      List<Constraint> constraints,
      Demand demand,
      List<Offer> offers,
      Map<String, Ref> standing,
      Predicate<Offer> where) {
    this(
        constraints,
        List.of(demand),
        offers,
        standing,
        (need, offer) -> where.test(offer),
        Map.of());
  }

  /**
   * Of several applications.
   *
   * @param standing the hosts of those that stay where they are
   * @param where which hosts the others may have at all
   * @param moves by name: what it costs by the hour if it leaves where it stands; those that are in
   *     it may stay there
   */
  Packing(
      List<Constraint> constraints,
      List<Demand> demands,
      List<Offer> offers,
      Map<String, Ref> standing,
      BiPredicate<Need, Offer> where,
      Map<String, BigDecimal> moves) {
    this.needs = demands.stream().flatMap(d -> d.needs().stream()).toList();
    this.offers = offers;
    Demand whole = demands.size() == 1 ? demands.get(0) : Demand.unlinked(demands);
    this.rules = new GroupRules(needs, offers, whole.calls());
    this.wires = new Wires(whole, rules.zones(), rules.isBySite());
    this.sizes = new Sizes(demands, offers, standing.keySet(), moves, wires.dearest());
    Map<Ref, long[]> alike = new HashMap<>();
    for (Demand demand : demands) {
      for (Need need : demand.needs()) {
        Predicate<Offer> may =
            offer ->
                (moves.containsKey(need.name()) && need.stands(offer.ref()))
                    || (where.test(need, offer) && takes(constraints, need, offer, demand));
        Ref stays = standing.get(need.name());
        if (stays != null) {
          eligible.add(hosts(offer -> offer.ref().equals(stays)));
        } else if (need.standing().isPresent()) {
          eligible.add(hosts(may));
        } else {
          eligible.add(alike.computeIfAbsent(need.workload().ref(), w -> hosts(may)));
        }
      }
    }
  }

  private static boolean takes(
      List<Constraint> constraints, Need need, Offer offer, Demand demand) {
    Constraint.Trial trial = Asks.trial(need, offer, demand);
    return constraints.stream().allMatch(c -> c.refuses(trial).isEmpty());
  }

  private long[] hosts(Predicate<Offer> which) {
    long[] hosts = new long[(offers.size() + Long.SIZE - 1) / Long.SIZE];
    for (int i = 0; i < offers.size(); i++) {
      hosts[i / Long.SIZE] |= which.test(offers.get(i)) ? 1L << i : 0;
    }
    return hosts;
  }

  /** False if each has the place already that costs it least. */
  boolean mayBeBetter(Decision found) {
    Map<Ref, Integer> numbers = new HashMap<>();
    for (int i = 0; i < offers.size(); i++) {
      numbers.put(offers.get(i).ref(), i);
    }
    Map<String, Integer> places = new HashMap<>();
    for (Assignment a : found.assignments()) {
      places.put(a.need().name(), numbers.get(a.offer().ref()));
    }
    if (found.assignments().stream().anyMatch(a -> a.price().isSent())) {
      return true;
    }
    for (int w = 0; w < needs.size(); w++) {
      long cost = sizes.cost(w, places.get(needs.get(w).name()));
      for (int i = 0; i < offers.size(); i++) {
        if (mayBe(w, i) && sizes.cost(w, i) < cost) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean mayBe(int need, int offer) {
    return (eligible.get(need)[offer / Long.SIZE] & (1L << offer)) != 0;
  }

  static boolean isFew(Demand demand) {
    return demand.needs().size() <= FEW;
  }

  /**
   * The host of each by name, of few, as a short look finds it; empty if none was found for one.
   */
  Optional<Map<String, Ref>> glance() {
    if (isHopeless()) {
      return Optional.empty();
    }
    Placement placement = new Placement(instance());
    boolean unusedWhole = Exact.improve(placement, LOOKS / 10);
    return hosts(placement);
  }

  /** The host of each by name; empty if none was found for one. */
  Optional<Map<String, Ref>> suggestion() {
    if (isHopeless()) {
      return Optional.empty();
    }
    Placement placement = new Placement(instance());
    if (wires.isAny() && needs.size() <= FEW && Exact.improve(placement, LOOKS / 10)) {
      // It is known what is best, or that there is none: a search would find no other.
      return hosts(placement);
    }
    long moves = Math.max(LEAST_MOVES, Math.min(MOST_MOVES, MOVES_EACH * needs.size()));
    long unused = new Search(placement, SEED, Budget.ofMoves(moves, () -> false)).improve();
    if (needs.size() <= FEW) {
      boolean unusedWhole = Exact.improve(placement, LOOKS);
    }
    return hosts(placement);
  }

  private Optional<Map<String, Ref>> hosts(Placement placement) {
    if (placement.unplaced() > 0) {
      return Optional.empty();
    }
    Map<String, Ref> hosts = new LinkedHashMap<>();
    for (int w = 0; w < needs.size(); w++) {
      hosts.put(needs.get(w).name(), offers.get(placement.at(w)).ref());
    }
    return Optional.of(hosts);
  }

  /** One may be nowhere, or all hosts that any may have are too small for all. */
  private boolean isHopeless() {
    long[] any = new long[(offers.size() + Long.SIZE - 1) / Long.SIZE];
    for (long[] hosts : eligible) {
      for (int i = 0; i < any.length; i++) {
        any[i] |= hosts[i];
      }
    }
    return eligible.stream().anyMatch(hosts -> Arrays.stream(hosts).allMatch(bits -> bits == 0))
        || !sizes.fits(i -> (any[i / Long.SIZE] & (1L << i)) != 0);
  }

  private Instance instance() {
    int hosts = offers.size();
    int many = needs.size();
    int[] own = new int[many];
    Arrays.setAll(own, w -> w);
    List<String> names = offers.stream().map(o -> o.ref().toString()).toList();
    Sites sites =
        new Sites(
            names,
            rules.zoneOf(),
            sizes.capacities(),
            sizes.prices(),
            new long[hosts * sizes.dimensions().size()],
            new long[hosts],
            names.stream().map(n -> List.<String>of()).toList());
    Workloads workloads =
        new Workloads(
            needs.stream().map(Need::name).toList(),
            sizes.needs(),
            own,
            eligible,
            sizes.standing(),
            sizes.moves(),
            new int[many]);
    return new Instance(
        sizes.dimensions(),
        wires.zones(sizes.scale()),
        sites,
        workloads,
        wires.links(),
        rules.groups(),
        0,
        wires.chains());
  }
}
