package org.hansa.platform.multicloud;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Ref;
import org.hansa.platform.multicloud.Placement.Decision;

/**
 * Finds what of all that is asked conflicts, when there is no place: by asking the placement again
 * with some of it left out, half and half, and at last each one alone. The same every time, and
 * within a bound: what would take longer is not told, and the nearest place is told instead.
 */
final class Conflicts {

  /** Of one component; who has mended these finds the next. */
  private static final int MOST = 3;

  /** Needs times hosts, over all tries: tens of milliseconds. */
  private static final long TRIALS = 60_000;

  private final Placement placement;
  private final List<Constraint> constraints;
  private final Ref application;
  private final List<Offer> offers;
  private long left = TRIALS;

  Conflicts(
      Placement placement, List<Constraint> constraints, Ref application, List<Offer> offers) {
    this.placement = placement;
    this.constraints = constraints;
    this.application = application;
    this.offers = offers;
  }

  /**
   * Those of each component that alone has no place; if all have, those of all together. Empty if
   * nothing that is asked stands in the way, or if it cannot be told within the bound.
   */
  List<Conflict> of(Demand demand, Decision failed) {
    Map<Ref, Need> lacking = new LinkedHashMap<>();
    failed.lacks().forEach(l -> lacking.putIfAbsent(l.need().workload().ref(), l.need()));
    List<Conflict> all = new ArrayList<>();
    for (Need need : lacking.values()) {
      all.addAll(search(demand.alone(need)));
    }
    return all.isEmpty() ? search(demand) : all;
  }

  private List<Conflict> search(Demand demand) {
    Asks asks = Asks.of(application, demand, offers, constraints);
    List<Ask> rest = new ArrayList<>(asks.all());
    List<Conflict> all = new ArrayList<>();
    if (!fits(asks, List.of())) {
      return all;
    }
    while (all.size() < MOST && !fits(asks, rest)) {
      List<Ask> least = irreducible(asks, half(asks, List.of(), false, rest));
      if (left < 0 || least.isEmpty()) {
        return all;
      }
      all.add(new Described(placement, asks, least).conflict());
      rest.removeAll(least);
    }
    return all;
  }

  /**
   * A part of {@code from} that does not fit beside what is held, as small as halving finds it.
   *
   * @param more whether something was held that was not tried yet
   */
  private List<Ask> half(Asks asks, List<Ask> held, boolean more, List<Ask> from) {
    if (more && !fits(asks, held)) {
      return List.of();
    }
    if (from.size() <= 1) {
      return from;
    }
    List<Ask> first = from.subList(0, from.size() / 2);
    List<Ask> second = from.subList(from.size() / 2, from.size());
    List<Ask> ofSecond = half(asks, joined(held, first), true, second);
    List<Ask> ofFirst = half(asks, joined(held, ofSecond), !ofSecond.isEmpty(), first);
    return joined(ofFirst, ofSecond);
  }

  /**
   * A placement that is no exact one may fit more and not less; so each is left out once more, and
   * what is left is tried alone.
   */
  private List<Ask> irreducible(Asks asks, List<Ask> found) {
    List<Ask> least = new ArrayList<>(found);
    for (Ask ask : found) {
      List<Ask> without = new ArrayList<>(least);
      without.remove(ask);
      if (!fits(asks, without)) {
        least = without;
      }
    }
    return fits(asks, least) ? List.of() : least;
  }

  /** True also when the bound is reached, so that every search ends soon. */
  private boolean fits(Asks asks, List<Ask> kept) {
    left -= (long) asks.demand().needs().size() * Math.max(1, offers.size());
    return left < 0 || placement.fits(asks.only(kept), offers);
  }

  private static List<Ask> joined(List<Ask> some, List<Ask> more) {
    List<Ask> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
