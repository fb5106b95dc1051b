package org.hansa.platform.place.sites;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Adds a few workloads to all that are placed, which stay where they are: the largest first, each
 * where it costs least with those it speaks with. It looks at each site once for each of them.
 */
public final class Addition {

  private final Placement placement;
  private final int dimensions;
  private final double[] total;

  public Addition(Placement placement) {
    this.placement = placement;
    dimensions = placement.instance().dimensions().size();
    total = new double[dimensions];
    long[] capacities = placement.instance().sites().capacities();
    for (int i = 0; i < capacities.length; i++) {
      total[i % dimensions] += capacities[i];
    }
  }

  /**
   * @param workloads that have no place
   * @return whether each has one now; else none of them has
   */
  public boolean place(int... workloads) {
    int[] ordered =
        IntStream.of(workloads)
            .boxed()
            .sorted(Comparator.comparing(this::size).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    for (int workload : ordered) {
      int best = cheapest(workload);
      if (best == Placement.NOWHERE) {
        remove(workloads);
        return false;
      }
      placement.move(workload, best);
    }
    return true;
  }

  /** Takes workloads away from where they are. */
  public void remove(int... workloads) {
    for (int workload : workloads) {
      if (placement.at(workload) != Placement.NOWHERE) {
        placement.move(workload, Placement.NOWHERE);
      }
    }
  }

  private double size(int workload) {
    double most = 0;
    for (int d = 0; d < dimensions; d++) {
      double need = placement.instance().workloads().needs()[workload * dimensions + d];
      most = Math.max(most, total[d] == 0 ? 0 : need / total[d]);
    }
    return most;
  }

  private int cheapest(int workload) {
    int best = Placement.NOWHERE;
    long least = Long.MAX_VALUE;
    for (int site = 0; site < placement.instance().sites().count(); site++) {
      if (placement.fits(workload, site) && placement.mayBe(workload, site)) {
        long change = placement.change(workload, site) + placement.opens(Placement.NOWHERE, site);
        if (change < least && placement.allows(workload, site)) {
          least = change;
          best = site;
        }
      }
    }
    return best;
  }
}
