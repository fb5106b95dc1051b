package org.hansa.platform.place.sites;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.hansa.platform.place.search.Budget;
import org.hansa.platform.place.search.Dice;

/**
 * A first placement: the most urgent and largest first, those of a size by lot and those that are
 * linked one after the other, each where it is cheapest with the prices of room and has room.
 * Prices follow, so that sites become full together.
 */
final class Beginning {

  private static final int OFTEN = 256;

  /** Of the budget: placing all well is worth being late. */
  private static final double PATIENCE = 2;

  private final Placement placement;
  private final Prices prices;
  private final Components components;
  private final int dimensions;
  private final double[] shares;
  private final double[] total;
  private int looks;
  private boolean isLate;

  Beginning(Placement placement, Prices prices, Components components) {
    this.placement = placement;
    this.prices = prices;
    this.components = components;
    this.dimensions = placement.instance().dimensions().size();
    shares = new double[dimensions];
    total = new double[dimensions];
    long[] needs = placement.instance().workloads().needs();
    for (int i = 0; i < needs.length; i++) {
      total[i % dimensions] += needs[i];
    }
  }

  /** Places what has no place; when twice the budget is spent, wherever there is room. */
  void place(Dice dice, Budget budget) {
    Workloads workloads = placement.instance().workloads();
    int[] sizes = new int[workloads.count()];
    Arrays.fill(sizes, Integer.MIN_VALUE);
    int[] lots = new int[workloads.count()];
    double[] means = means();
    for (int w = 0; w < sizes.length; w++) {
      int least = components.of(w);
      sizes[least] = Math.max(sizes[least], size(w, means));
      lots[w] = dice.below(Integer.MAX_VALUE);
    }
    IntStream.range(0, workloads.count())
        .filter(w -> placement.at(w) == Placement.NOWHERE)
        .boxed()
        .sorted(
            Comparator.comparing((Integer w) -> -workloads.priorities()[w])
                .thenComparing(w -> -(long) sizes[components.of(w)])
                .thenComparing(w -> lots[components.of(w)])
                .thenComparing(w -> w))
        .forEach(
            w -> {
              if (looks++ % OFTEN == 0) {
                isLate = budget.isPast(PATIENCE);
              }
              if (isLate) {
                anywhere(w);
              } else {
                place(w);
              }
            });
  }

  private void anywhere(int workload) {
    for (int s : prices.eligible(workload)) {
      if (placement.fits(workload, s) && placement.allows(workload, s)) {
        placement.move(workload, s);
        return;
      }
    }
  }

  private double[] means() {
    double[] means = new double[dimensions];
    long[] capacities = placement.instance().sites().capacities();
    for (int i = 0; i < capacities.length; i++) {
      means[i % dimensions] += (double) capacities[i] * dimensions / capacities.length;
    }
    return means;
  }

  /** In powers of two of the part of a mean site that it takes of its scarcest dimension. */
  private int size(int workload, double[] means) {
    double most = 1e-9;
    for (int d = 0; d < dimensions; d++) {
      double need = need(workload, d);
      most = Math.max(most, means[d] == 0 ? 0 : need / means[d]);
    }
    return Math.getExponent(most);
  }

  private long need(int workload, int dimension) {
    return placement.instance().workloads().needs()[workload * dimensions + dimension];
  }

  private void place(int workload) {
    int best = Placement.NOWHERE;
    double least = Double.POSITIVE_INFINITY;
    double[] costs = prices.costs(workload);
    if (placement.traffic().any(workload)) {
      placement.addTraffic(workload, prices.eligible(workload), costs);
    }
    for (int s : prices.eligible(workload)) {
      if (costs[s] < least && placement.fits(workload, s) && placement.allows(workload, s)) {
        least = costs[s];
        best = s;
      }
    }
    if (best != Placement.NOWHERE) {
      placement.move(workload, best);
      for (int d = 0; d < dimensions; d++) {
        shares[d] += total[d] == 0 ? 0 : need(workload, d) / total[d];
      }
      prices.went(workload, best, shares);
    }
  }
}
