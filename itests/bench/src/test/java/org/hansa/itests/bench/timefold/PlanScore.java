package org.hansa.itests.bench.timefold;

import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;
import org.hansa.platform.place.sites.BenchCosts;

/** Hard: what sites are asked for beyond their room, in billionths of it. Soft: the cost. */
public final class PlanScore implements IncrementalScoreCalculator<Plan, HardSoftLongScore> {

  private static final double SCALE = 1e9;

  private int wide;
  private long[] left;
  private double[] scale;
  private int[] counts;
  private long[] opening;
  private Spot[] at;
  private BenchCosts costs;
  private boolean hasLinks;
  private long over;
  private long cost;

  @Override
  public void resetWorkingSolution(Plan plan) {
    wide = plan.spots().get(0).room().length;
    int sites = plan.spots().size();
    left = new long[sites * wide];
    scale = new double[sites * wide];
    counts = new int[sites];
    opening = new long[sites];
    at = new Spot[plan.items().size()];
    costs = plan.costs();
    hasLinks = plan.items().stream().anyMatch(i -> i.fixed().others().length > 0);
    over = 0;
    cost = 0;
    for (Spot spot : plan.spots()) {
      opening[spot.number()] = spot.opening();
      for (int d = 0; d < wide; d++) {
        left[spot.number() * wide + d] = spot.room()[d];
        scale[spot.number() * wide + d] = SCALE / spot.room()[d];
      }
    }
    plan.items().forEach(this::in);
  }

  private void in(Item item) {
    Spot spot = item.getSpot();
    if (spot != null) {
      if (counts[spot.number()]++ == 0) {
        cost += opening[spot.number()];
      }
      cost += here(item, spot);
      at[item.number()] = spot;
      take(item, spot, -1);
    }
  }

  private void out(Item item) {
    Spot spot = item.getSpot();
    if (spot != null) {
      if (--counts[spot.number()] == 0) {
        cost -= opening[spot.number()];
      }
      cost -= here(item, spot);
      at[item.number()] = null;
      take(item, spot, 1);
    }
  }

  private long here(Item item, Spot spot) {
    Item.Fixed fixed = item.fixed();
    long sum = fixed.costs()[spot.number()];
    if (hasLinks) {
      for (int i = 0; i < fixed.others().length; i++) {
        Spot other = at[fixed.others()[i]];
        if (other != null) {
          sum += fixed.traffic()[i] * costs.transport(spot.number(), other.number());
        }
      }
    }
    return sum;
  }

  private void take(Item item, Spot spot, int sign) {
    for (int d = 0; d < wide; d++) {
      int i = spot.number() * wide + d;
      over -= over(i);
      left[i] += sign * item.fixed().needs()[d];
      over += over(i);
    }
  }

  private long over(int i) {
    return left[i] < 0 ? (long) Math.ceil(-left[i] * scale[i]) : 0;
  }

  @Override
  public void beforeVariableChanged(Object entity, String variable) {
    out((Item) entity);
  }

  @Override
  public void afterVariableChanged(Object entity, String variable) {
    in((Item) entity);
  }

  @Override
  public void beforeEntityAdded(Object entity) {
    // all are there from the beginning
  }

  @Override
  public void afterEntityAdded(Object entity) {
    in((Item) entity);
  }

  @Override
  public void beforeEntityRemoved(Object entity) {
    out((Item) entity);
  }

  @Override
  public void afterEntityRemoved(Object entity) {
    // none is
  }

  @Override
  public HardSoftLongScore calculateScore() {
    return HardSoftLongScore.of(-over, -cost);
  }
}
