package org.hansa.platform.place.sites;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Looks at all placements but those that cannot be better than what is found already: for few
 * workloads on few sites, where a search by lot may miss the only way in which all fit.
 */
public final class Exact {

  private final Placement placement;
  private final Workloads workloads;
  private final int[] order;
  private final int[][] sites;
  private final long[] rest;
  private final boolean isFree;
  private int[] best;
  private long least;
  private long looks;

  private Exact(Placement placement, long most) {
    this.placement = placement;
    this.workloads = placement.instance().workloads();
    this.looks = most;
    Instance instance = placement.instance();
    isFree = instance.groups().isEmpty() && !instance.links().any() && instance.chains().isEmpty();
    order =
        IntStream.range(0, workloads.count())
            .boxed()
            .sorted(Comparator.comparing((Integer w) -> -size(w)).thenComparing(w -> w))
            .mapToInt(w -> w)
            .toArray();
    sites = new int[order.length][];
    rest = new long[order.length + 1];
    for (int i = order.length - 1; i >= 0; i--) {
      int w = order[i];
      sites[i] =
          IntStream.range(0, instance.sites().count())
              .filter(s -> workloads.mayBe(w, s))
              .boxed()
              .sorted(Comparator.comparing((Integer s) -> placement.costs().of(w, s)))
              .mapToInt(s -> s)
              .toArray();
      rest[i] = rest[i + 1] + (sites[i].length == 0 ? 0 : placement.costs().of(w, sites[i][0]));
    }
    least = placement.unplaced() > 0 ? Long.MAX_VALUE : placement.cost();
    best = placement.all();
  }

  /**
   * Leaves the best placement of all, or what was there if none is better; of what has no place
   * before, none is better that does not place all.
   *
   * @param most looks at a site for a workload
   * @return whether all were looked at, so that none is better
   */
  public static boolean improve(Placement placement, long most) {
    Exact exact = new Exact(placement, most);
    for (int w = 0; w < exact.order.length; w++) {
      exact.move(w, Placement.NOWHERE);
    }
    exact.place(0);
    for (int w = 0; w < exact.order.length; w++) {
      exact.move(w, exact.best[w]);
    }
    return exact.looks >= 0;
  }

  private void move(int workload, int site) {
    if (placement.at(workload) != site) {
      placement.move(workload, site);
    }
  }

  /** The part that it takes of all there is of the dimension of which it takes most. */
  private double size(int workload) {
    int dimensions = placement.instance().dimensions().size();
    long[] capacities = placement.instance().sites().capacities();
    double most = 0;
    for (int d = 0; d < dimensions; d++) {
      double all = 1;
      for (int i = d; i < capacities.length; i += dimensions) {
        all += capacities[i];
      }
      most = Math.max(most, workloads.needs()[workload * dimensions + d] / all);
    }
    return most;
  }

  private void place(int next) {
    if (next == order.length) {
      if (placement.cost() < least) {
        least = placement.cost();
        best = placement.all();
      }
      return;
    }
    int workload = order[next];
    int from = first(next);
    for (int i = from; i < sites[next].length && looks >= 0; i++) {
      int site = sites[next][i];
      looks--;
      // Links and opening add to what is there already, and never lessen it.
      if (placement.cost() + placement.costs().of(workload, site) + rest[next + 1] >= least) {
        return;
      }
      if (placement.fits(workload, site) && placement.allows(workload, site)) {
        placement.move(workload, site);
        place(next + 1);
        placement.move(workload, Placement.NOWHERE);
      }
    }
  }

  /** Of two that are the same in all, the second is not tried at sites before the first's. */
  private int first(int next) {
    if (next == 0 || !isFree || !isSame(order[next - 1], order[next])) {
      return 0;
    }
    int site = placement.at(order[next - 1]);
    int first = 0;
    while (sites[next][first] != site) {
      first++;
    }
    return first;
  }

  private boolean isSame(int one, int other) {
    int dimensions = placement.instance().dimensions().size();
    return workloads.standing()[one] == workloads.standing()[other]
        && workloads.moves()[one] == workloads.moves()[other]
        && Arrays.equals(
            workloads.needs(),
            one * dimensions,
            (one + 1) * dimensions,
            workloads.needs(),
            other * dimensions,
            (other + 1) * dimensions)
        && Arrays.equals(
            workloads.eligibility().get(workloads.eligible()[one]),
            workloads.eligibility().get(workloads.eligible()[other]));
  }
}
