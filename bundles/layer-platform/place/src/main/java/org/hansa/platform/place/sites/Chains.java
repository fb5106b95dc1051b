package org.hansa.platform.place.sites;

import java.util.List;

/** The chains in which each workload is. */
final class Chains {

  private static final Chain[] NONE = {};

  private final Chain[][] chains;
  private final int[] zoneOf;
  private final Zones zones;

  Chains(Instance instance) {
    zoneOf = instance.sites().zones();
    zones = instance.zones();
    List<Chain> all = instance.chains();
    chains = new Chain[all.isEmpty() ? 0 : instance.workloads().count()][];
    for (int w = 0; w < chains.length; w++) {
      int workload = w;
      chains[w] = all.stream().filter(c -> has(c, workload)).toArray(Chain[]::new);
    }
  }

  private static boolean has(Chain chain, int workload) {
    for (int[] stage : chain.stages()) {
      for (int w : stage) {
        if (w == workload) {
          return true;
        }
      }
    }
    return false;
  }

  boolean allow(int workload, int site, int[] at) {
    for (Chain chain : chains.length == 0 ? NONE : chains[workload]) {
      if (!chain.allows(workload, site, at, zoneOf, zones)) {
        return false;
      }
    }
    return true;
  }
}
