package org.hansa.platform.place.sites;

import java.util.stream.LongStream;
import org.hansa.platform.place.search.Annealing;
import org.hansa.platform.place.search.Budget;
import org.hansa.platform.place.search.Dice;
import org.hansa.platform.place.search.Problem;

/**
 * Improves a placement: a workload goes to one of its candidates; where that has no room, one that
 * is there goes to where it came from, or to a candidate of its own.
 */
public final class Search implements Problem {

  private static final int CANDIDATES = 16;

  /** One in so many moves of what is on a site is of all that are on it. */
  private static final int LEAVE = 50;

  /** One in so many moves of what is linked is of all that are linked with it. */
  private static final int FOLLOW = 16;

  private static final double LATE = 0.95;
  private static final int SAMPLES = 20_000;
  private static final double WARM = 0.03;
  private static final double COLD = 1e-3;

  /** Where one move alone leads nowhere, through worse ones. */
  private static final double WARMER = 0.2;

  private final Placement placement;
  private final Budget budget;
  private final int workloads;
  private final Dice dice;
  private final Prices prices;
  private final Candidates candidates;
  private final Together together;
  private final Components components;
  private final boolean hasOpening;
  private final int[] kept;

  /**
   * Places all that has no place.
   *
   * @param seed of all that is decided by lot
   * @param budget of this and of {@link #improve}
   */
  public Search(Placement placement, long seed, Budget budget) {
    this.budget = budget;
    this.placement = placement;
    workloads = placement.instance().workloads().count();
    dice = new Dice(seed);
    prices = new Prices(placement.instance(), placement.costs());
    if (workloads > 0 && placement.instance().sites().count() > 0) {
      prices.find(dice, budget);
    }
    components = new Components(placement.instance());
    new Beginning(placement, prices, components).place(dice, budget);
    // Where no time is left to move anything, nobody asks where it could go.
    candidates = new Candidates(placement.instance(), prices, budget.isPast(LATE) ? 0 : CANDIDATES);
    together = new Together(placement, candidates);
    hasOpening = LongStream.of(placement.instance().sites().opening()).anyMatch(o -> o > 0);
    kept = new int[workloads];
  }

  /** Leaves the best placement that was found; returns how many moves were tried. */
  public long improve() {
    if (candidates.width() == 0 || workloads == 0) {
      return 0;
    }
    boolean isLinear =
        !hasOpening
            && !placement.instance().links().any()
            && placement.instance().chains().isEmpty();
    return new Annealing(isLinear ? WARM : WARMER, COLD).run(this, budget, dice);
  }

  /**
   * What no placement of all can cost less than, in billionths; it counts neither links nor
   * opening.
   */
  public double bound() {
    return prices.bound();
  }

  @Override
  public boolean move(Dice dice, double limit) {
    int workload = dice.below(workloads);
    int to = target(dice, workload);
    int from = placement.at(workload);
    if (to == from || to == Placement.NOWHERE) {
      return false;
    }
    Group group = placement.together(workload);
    if (group != null && dice.below(2) == 0) {
      return together.follow(group.workloads(), group.isOfZone(), to, limit);
    }
    int[] linked = components.members(workload);
    if (linked.length > 0 && dice.below(FOLLOW) == 0) {
      return together.follow(linked, dice.below(2) == 0, to, limit);
    }
    if (hasOpening && from != Placement.NOWHERE && dice.below(LEAVE * placement.count(from)) == 0) {
      return together.leave(from, to, limit);
    }
    if (placement.fits(workload, to)) {
      long change = placement.change(workload, to) + placement.opens(from, to);
      if (change > limit || !placement.allows(workload, to)) {
        return false;
      }
      placement.move(workload, to);
      return true;
    }
    int many = placement.count(to);
    if (many == 0) {
      return false;
    }
    int other = placement.member(to, dice.below(many));
    int place = dice.below(2) == 0 ? from : candidates.get(other, dice.below(candidates.width()));
    return place != to && exchange(workload, other, to, place, limit);
  }

  private int target(Dice dice, int workload) {
    int lot = dice.below(4 * candidates.width());
    if (lot < candidates.width() && placement.traffic().any(workload)) {
      return placement.at(placement.traffic().other(workload, lot));
    }
    return candidates.get(workload, lot % candidates.width());
  }

  /** One goes to where another is, which goes to a place of its own. */
  private boolean exchange(int workload, int other, int to, int place, double limit) {
    int from = placement.at(workload);
    if (!placement.fits(workload, other, to) || !placement.mayBe(workload, to)) {
      return false;
    }
    if (place != Placement.NOWHERE) {
      boolean fits =
          place == from ? placement.fits(other, workload, place) : placement.fits(other, place);
      if (!fits || !placement.mayBe(other, place)) {
        return false;
      }
    }
    long quick = placement.change(workload, to) + placement.change(other, place);
    boolean isPlain = !placement.traffic().any(workload) && !placement.traffic().any(other);
    if (isPlain && quick + least(from, place) > limit) {
      return false;
    }
    long before = placement.objective();
    placement.move(other, Placement.NOWHERE);
    boolean allowed = placement.allows(workload, to);
    if (allowed) {
      placement.move(workload, to);
      allowed = place == Placement.NOWHERE || placement.allows(other, place);
    }
    if (allowed && place != Placement.NOWHERE) {
      placement.move(other, place);
    }
    if (allowed && placement.objective() - before <= limit) {
      return true;
    }
    placement.move(other, Placement.NOWHERE);
    placement.move(workload, from);
    placement.move(other, to);
    return false;
  }

  /** What opening and closing changes, when one goes from a site and another goes to one. */
  private long least(int from, int place) {
    return from == place ? 0 : placement.opens(from, place);
  }

  @Override
  public double typicalChange(Dice dice) {
    double sum = 0;
    int many = 0;
    for (int i = 0; i < SAMPLES; i++) {
      int workload = dice.below(workloads);
      int to = candidates.get(workload, dice.below(candidates.width()));
      int from = placement.at(workload);
      if (to != Placement.NOWHERE && from != Placement.NOWHERE && to != from) {
        sum += Math.abs(placement.change(workload, to));
        many++;
      }
    }
    return many == 0 ? 0 : sum / many;
  }

  @Override
  public long objective() {
    return placement.objective();
  }

  @Override
  public void keep() {
    for (int w = 0; w < workloads; w++) {
      kept[w] = placement.at(w);
    }
  }

  @Override
  public void restore() {
    for (int w = 0; w < workloads; w++) {
      if (placement.at(w) != kept[w]) {
        placement.move(w, kept[w]);
      }
    }
  }
}
