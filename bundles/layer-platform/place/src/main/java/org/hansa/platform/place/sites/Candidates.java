package org.hansa.platform.place.sites;

/** For each workload the sites where it is cheapest with the prices of room, cheapest first. */
final class Candidates {

  private final int width;
  private final int[] sites;

  Candidates(Instance instance, Prices prices, int most) {
    int all = instance.sites().count();
    width = Math.min(most, all);
    int many = instance.workloads().count();
    sites = new int[many * width];
    double[] costs = new double[width];
    for (int w = 0; w < many && width > 0; w++) {
      int begin = w * width;
      int found = 0;
      double[] of = prices.costs(w);
      for (int s : prices.eligible(w)) {
        double cost = of[s];
        if (found < width || cost < costs[found - 1]) {
          int place = found < width ? found++ : found - 1;
          while (place > 0 && costs[place - 1] > cost) {
            costs[place] = costs[place - 1];
            sites[begin + place] = sites[begin + place - 1];
            place--;
          }
          costs[place] = cost;
          sites[begin + place] = s;
        }
      }
      // Where there are fewer, they stand again, so that one can be chosen without counting.
      for (int i = found; i < width; i++) {
        sites[begin + i] = found == 0 ? Placement.NOWHERE : sites[begin + i % found];
      }
    }
  }

  int width() {
    return width;
  }

  /** The candidate with a number, from 0; NOWHERE if the workload may be at no site. */
  int get(int workload, int number) {
    return sites[workload * width + number];
  }
}
