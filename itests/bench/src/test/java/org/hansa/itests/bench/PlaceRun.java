package org.hansa.itests.bench;

import org.hansa.itests.bench.timefold.Timefold;
import org.hansa.platform.place.search.Budget;
import org.hansa.platform.place.sites.Instance;
import org.hansa.platform.place.sites.Judge;
import org.hansa.platform.place.sites.Placement;
import org.hansa.platform.place.sites.Search;

/**
 * What one search found of an instance in memory, judged from scratch.
 *
 * @param cost in billionths
 * @param bound below which none is, as the solver itself says; 0 of a rival
 * @param seconds of the processors, of all threads of this process
 */
record PlaceRun(long cost, int unplaced, double bound, long moves, double seconds) {

  /** By the solver, whose search may take so many seconds with its beginning. */
  static PlaceRun ours(PlaceSample sample, int seed, double seconds) {
    long begin = Report.cpu();
    Placement placement = new Placement(sample.instance());
    Budget budget = Budget.until(begin, (long) (seconds * 1e9), Report::cpu, () -> false);
    Search search = new Search(placement, seed, budget);
    long moves = search.improve();
    double spent = (Report.cpu() - begin) / 1e9;
    long cost = judged(sample, placement.all());
    if (cost != placement.cost()) {
      throw new AssertionError("the solver says " + placement.cost() + " and it is " + cost);
    }
    boolean isPlaced = placement.unplaced() == 0;
    if ((sample.known() > 0 && search.bound() > (double) sample.known())
        || (isPlaced && search.bound() > (double) cost)) {
      throw new AssertionError("the solver's bound is above a placement: " + search.bound());
    }
    return new PlaceRun(cost, placement.unplaced(), search.bound(), moves, spent);
  }

  /** By Timefold; what it has beyond the room of a site is nowhere. */
  static PlaceRun timefold(PlaceSample sample, String setting, int seed, double seconds) {
    long begin = Report.cpu();
    Timefold.Found found =
        Timefold.solve(sample.instance(), setting, seed, Report::cpu, (long) (seconds * 1e9));
    double spent = (Report.cpu() - begin) / 1e9;
    if (!found.isWhole()) {
      return new PlaceRun(0, 1, 0, found.moves(), spent);
    }
    return new PlaceRun(judged(sample, found.at()), 0, 0, found.moves(), spent);
  }

  private static long judged(PlaceSample sample, int[] at) {
    Instance instance = sample.instance();
    Judge judge = new Judge(instance);
    judge
        .broken(at)
        .ifPresent(
            rule -> {
              throw new AssertionError(rule);
            });
    long cost = judge.cost(at);
    boolean isWhole = true;
    for (int site : at) {
      isWhole &= site != Placement.NOWHERE;
    }
    if (isWhole && cost < sample.lower()) {
      throw new AssertionError(cost + " is less than the stored bound, " + sample.lower());
    }
    return cost;
  }

  /** How much more than a cost that none is below, in percent; beyond all if not all is placed. */
  double gap(double lower) {
    return unplaced > 0 ? Double.POSITIVE_INFINITY : 100 * (cost / lower - 1);
  }

  double gap(PlaceSample sample) {
    return gap(Math.max((double) sample.lower(), bound));
  }
}
