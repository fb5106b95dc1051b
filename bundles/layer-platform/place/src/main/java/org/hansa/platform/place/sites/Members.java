package org.hansa.platform.place.sites;

import java.util.Arrays;

/** Which workloads are at each site, so that one of them can be chosen by lot. */
final class Members {

  private static final int FEW = 4;

  private final int[][] at;
  private final int[] counts;
  private final int[] places;

  Members(int sites, int workloads) {
    at = new int[sites][FEW];
    counts = new int[sites];
    places = new int[workloads];
  }

  int count(int site) {
    return counts[site];
  }

  int get(int site, int number) {
    return at[site][number];
  }

  void add(int site, int workload) {
    int place = counts[site]++;
    if (place == at[site].length) {
      at[site] = Arrays.copyOf(at[site], 2 * place);
    }
    at[site][place] = workload;
    places[workload] = place;
  }

  void remove(int site, int workload) {
    int last = at[site][--counts[site]];
    at[site][places[workload]] = last;
    places[last] = places[workload];
  }
}
