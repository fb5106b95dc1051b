package org.hansa.platform.place.sites;

import java.util.stream.LongStream;

/** What the links of a workload cost, and whether each is quick enough. */
final class Traffic {

  private final Links links;
  private final Zones zones;
  private final int[] zoneOf;
  private final long dearest;

  Traffic(Instance instance) {
    links = instance.links();
    zones = instance.zones();
    zoneOf = instance.sites().zones();
    dearest = LongStream.of(zones.transport()).max().orElse(0);
  }

  boolean any(int workload) {
    return links.any() && links.begins()[workload] < links.begins()[workload + 1];
  }

  /** In billionths for an hour, to those of the others that have a place. */
  long cost(int workload, int site, int[] at) {
    long cost = 0;
    if (links.any()) {
      for (int i = links.begins()[workload]; i < links.begins()[workload + 1]; i++) {
        int other = at[links.others()[i]];
        if (other != Placement.NOWHERE && other != site) {
          cost += links.traffic()[i] * zones.transport(zoneOf[site], zoneOf[other]);
          cost += links.back()[i] * zones.transport(zoneOf[other], zoneOf[site]);
        }
      }
    }
    return cost;
  }

  boolean allows(int workload, int site, int[] at) {
    if (links.any()) {
      for (int i = links.begins()[workload]; i < links.begins()[workload + 1]; i++) {
        int other = at[links.others()[i]];
        if (other != Placement.NOWHERE
            && other != site
            && zones.latency(zoneOf[site], zoneOf[other]) > links.within()[i]) {
          return false;
        }
      }
    }
    return true;
  }

  /** What the links of a workload cost at most, wherever their ends are. */
  long most(int workload) {
    long most = 0;
    for (int i = links.begins()[workload]; i < links.begins()[workload + 1]; i++) {
      most += (links.traffic()[i] + links.back()[i]) * dearest;
    }
    return most;
  }

  /** One of those that a workload speaks with, or the workload itself if there is none. */
  int other(int workload, int lot) {
    int begin = links.begins()[workload];
    int many = links.begins()[workload + 1] - begin;
    return many == 0 ? workload : links.others()[begin + lot % many];
  }
}
