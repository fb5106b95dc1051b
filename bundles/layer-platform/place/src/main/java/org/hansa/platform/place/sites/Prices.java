package org.hansa.platform.place.sites;

import java.util.Arrays;
import org.hansa.platform.place.search.Budget;
import org.hansa.platform.place.search.Dice;

/**
 * What room is worth: a price for each site and dimension by which, if each workload went where it
 * is cheapest with it, no site would be asked for much more than it has. One workload after the
 * other goes there and makes what it takes a little dearer, while all room becomes cheaper with
 * time; ever less, round by round. Costs with any such prices, less what all room would cost, are a
 * bound below every placement.
 */
final class Prices {

  /** How often a price of room is looked at, at most: a second or two of a processor. */
  private static final long LOOKS = 1_500_000_000L;

  /** A round is of so many workloads a site. */
  private static final int EACH = 10;

  private static final int LEAST = 1000;
  private static final int ROUNDS = 300;
  private static final int FEW_ROUNDS = 4;

  /** Between two times at which all becomes cheaper. */
  private static final int BATCH = 32;

  /** Of the budget, for the prices, and twice as much when the bound is left out. */
  private static final double PART = 0.35;

  private static final double FIRST = 1;
  private static final double LAST = 0.003;

  /** From when on prices are averaged. */
  private static final double AVERAGED = 0.75;

  private static final double SIZE = 0.1;

  /** Of what is to come, in sites, between two times at which all becomes cheaper. */
  private static final double SHARE = 0.1;

  private final Instance instance;
  private final int sites;
  private final int dimensions;
  private final long[] needs;
  private final int[][] eligible;

  /**
   * By dimension and site: the price of a unit, and of its room, in billionths for a thousandth.
   */
  private final double[][] units;

  private final double[][] prices;
  private final double[][] sums;
  private final double[] scale;

  /** Of one workload at each site. */
  private final double[] costs;

  /** How many rounds are in the sums. */
  private int added;

  private double bound = Double.NEGATIVE_INFINITY;

  Prices(Instance instance, Costs costs) {
    this.instance = instance;
    dimensions = instance.dimensions().size();
    sites = instance.sites().count();
    needs = instance.workloads().needs();
    eligible = instance.workloads().eligibility().stream().map(this::numbers).toArray(int[][]::new);
    units = new double[dimensions][sites];
    prices = new double[dimensions][sites];
    sums = new double[dimensions][sites];
    scale = new double[dimensions];
    this.costs = new double[sites];
    for (int d = 0; d < dimensions; d++) {
      for (int s = 0; s < sites; s++) {
        units[d][s] = costs.unit(s, d);
        scale[d] += units[d][s] / sites;
      }
    }
  }

  private int[] numbers(long[] bits) {
    int[] numbers = new int[sites];
    int many = 0;
    for (int s = 0; s < sites; s++) {
      if ((bits[s >> 6] & (1L << s)) != 0) {
        numbers[many++] = s;
      }
    }
    return Arrays.copyOf(numbers, many);
  }

  /** A bound below the cost of every placement of all, in billionths. */
  double bound() {
    return bound;
  }

  /** The sites where a workload may be. */
  int[] eligible(int workload) {
    return eligible[instance.workloads().eligible()[workload]];
  }

  /** What a workload costs with the price of the room at each site; of the next call too. */
  double[] costs(int workload) {
    int at = workload * dimensions;
    long moving = instance.workloads().moves()[workload];
    int now = instance.workloads().standing()[workload];
    Arrays.fill(costs, now < 0 ? 0 : (double) moving);
    for (int d = 0; d < dimensions; d++) {
      add((double) needs[at + d], units[d], prices[d], costs);
    }
    if (now >= 0) {
      costs[now] -= moving;
    }
    return costs;
  }

  /** By itself, so that it is compiled for several sites at once. */
  private static void add(double need, double[] units, double[] prices, double[] costs) {
    for (int s = 0; s < costs.length; s++) {
      costs[s] += need * (units[s] + prices[s]);
    }
  }

  /** As well as it can be in the first part of a budget. */
  void find(Dice dice, Budget budget) {
    int all = instance.workloads().count();
    long most = LOOKS / FEW_ROUNDS / sites / dimensions;
    int some = (int) Math.min(all, Math.min(most, Math.max(LEAST, (long) EACH * sites)));
    long each = Math.max(1, (long) some * sites * dimensions);
    int rounds = (int) Math.max(FEW_ROUNDS, Math.min(ROUNDS, LOOKS / each));
    // Steps become small in time, however few there are.
    for (int i = 0; i < rounds && !budget.isPast(PART); i++) {
      double done = Math.max((double) i / (rounds - 1), budget.part() / PART);
      double size = FIRST * StrictMath.pow(LAST / FIRST, done);
      round(dice, all, some, size, done >= AVERAGED);
    }
    for (int d = 0; d < dimensions && added > 0; d++) {
      for (int s = 0; s < sites; s++) {
        prices[d][s] = sums[d][s] / added;
      }
    }
    if (!budget.isPast(2 * PART)) {
      bound = value();
    }
  }

  private void round(Dice dice, int all, int some, double size, boolean isLast) {
    double each = (double) all / some;
    for (int i = 0; i < some; i++) {
      int workload = dice.below(all);
      int best = best(workload, costs(workload));
      if (best >= 0) {
        dearer(workload, best, size * each);
      }
      if (i % BATCH == BATCH - 1) {
        cheaper(size * BATCH / some);
      }
    }
    added += isLast ? 1 : 0;
    for (int d = 0; isLast && d < dimensions; d++) {
      for (int s = 0; s < sites; s++) {
        sums[d][s] += prices[d][s];
      }
    }
  }

  private void dearer(int workload, int site, double size) {
    for (int d = 0; d < dimensions; d++) {
      double room = Math.max(1, instance.sites().capacities()[site * dimensions + d]);
      prices[d][site] += size * scale[d] * needs[workload * dimensions + d] / room;
    }
  }

  /**
   * A workload went to a site for good: room becomes dearer there, and cheaper wherever less than
   * its part of all that is to come was taken.
   *
   * @param shares of all that all need, that went since it was said last
   */
  void went(int workload, int site, double[] shares) {
    dearer(workload, site, SIZE);
    double mean = 0;
    for (double share : shares) {
      mean += share / dimensions;
    }
    if (mean * sites > SHARE) {
      cheaper(SIZE * mean);
      Arrays.fill(shares, 0);
    }
  }

  /** All room, by a part of the mean price; not that of a site that would not pay to open then. */
  private void cheaper(double size) {
    for (int s = 0; s < sites; s++) {
      if (worth(s) > instance.sites().opening()[s]) {
        for (int d = 0; d < dimensions; d++) {
          prices[d][s] = Math.max(0, prices[d][s] - size * scale[d]);
        }
      }
    }
  }

  /** Of all room of a site. */
  private double worth(int site) {
    double worth = 0;
    for (int d = 0; d < dimensions; d++) {
      worth += prices[d][site] * instance.sites().capacities()[site * dimensions + d];
    }
    return worth;
  }

  /**
   * What all cost with these prices, less what all room would cost by them beyond opening its site;
   * or without prices, if that is more. A little less, for sums of many numbers are not exact.
   */
  private double value() {
    double with = 0;
    double without = 0;
    double all = 0;
    for (int w = 0; w < instance.workloads().count(); w++) {
      double[] of = costs(w);
      int best = best(w, of);
      if (best >= 0) {
        with += of[best];
        all += of[best];
        without += cheapest(w);
      }
    }
    for (int s = 0; s < sites; s++) {
      double worth = worth(s);
      with -= Math.max(0, worth - instance.sites().opening()[s]);
      all += worth;
    }
    double terms = (double) instance.workloads().count() + sites;
    return Math.max(with, without) - Math.ulp(1.0) * terms * (dimensions + 1) * all;
  }

  /** Without the price of room. */
  private double cheapest(int workload) {
    double least = Double.POSITIVE_INFINITY;
    for (int s : eligible(workload)) {
      double cost = costs[s];
      for (int d = 0; d < dimensions; d++) {
        cost -= needs[workload * dimensions + d] * prices[d][s];
      }
      least = Math.min(least, cost);
    }
    return least;
  }

  private int best(int workload, double[] of) {
    int best = Placement.NOWHERE;
    double least = Double.POSITIVE_INFINITY;
    for (int s : eligible(workload)) {
      if (of[s] < least) {
        least = of[s];
        best = s;
      }
    }
    return best;
  }
}
