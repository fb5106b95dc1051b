package org.hansa.platform.place.sites;

import java.util.IdentityHashMap;
import java.util.List;

/** The groups in which each workload is. */
final class Rules {

  private static final Group[] NONE = {};

  /** Of more members, it is counted where they are. */
  private static final int LARGE = 256;

  private final Group[][] groups;
  private final int[] zones;

  /**
   * Of large groups, how many of their members are at each site or zone, and last at all of them.
   */
  private final IdentityHashMap<Group, int[]> counts = new IdentityHashMap<>();

  Rules(Instance instance) {
    zones = instance.sites().zones();
    List<Group> all = instance.groups();
    groups = new Group[all.isEmpty() ? 0 : instance.workloads().count()][];
    int[] many = new int[groups.length];
    for (Group group : all) {
      for (int workload : group.workloads()) {
        many[workload]++;
      }
    }
    for (int w = 0; w < groups.length; w++) {
      groups[w] = many[w] == 0 ? NONE : new Group[many[w]];
    }
    for (Group group : all) {
      for (int workload : group.workloads()) {
        groups[workload][--many[workload]] = group;
      }
      if (group.workloads().length > LARGE) {
        counts.put(
            group, new int[1 + (group.isOfZone() ? instance.zones().count() : zones.length)]);
      }
    }
  }

  /** A group that a workload can leave only with all others; null if there is none. */
  Group together(int workload) {
    for (int i = 0; groups.length > 0 && i < groups[workload].length; i++) {
      if (groups[workload][i].kind() == Group.Kind.SAME) {
        return groups[workload][i];
      }
    }
    return null;
  }

  /** The same as {@link Group#allows}, without looking at each of many. */
  private boolean allows(Group group, int workload, int site, int[] at) {
    int[] count = counts.get(group);
    int here = count[place(group, site)];
    int now = at[workload];
    int self = now != Placement.NOWHERE && place(group, now) == place(group, site) ? 1 : 0;
    if (group.kind() == Group.Kind.APART) {
      return here == self;
    }
    int all = count[count.length - 1];
    int mine = now == Placement.NOWHERE ? 0 : 1;
    return all - mine == here - self;
  }

  private int place(Group group, int site) {
    return group.isOfZone() ? zones[site] : site;
  }

  /** A workload went from one site to another, or nowhere. */
  void move(int workload, int from, int to) {
    for (int i = 0; !counts.isEmpty() && i < groups[workload].length; i++) {
      Group group = groups[workload][i];
      if (group.workloads().length > LARGE) {
        int[] count = counts.get(group);
        if (from != Placement.NOWHERE) {
          count[place(group, from)]--;
          count[count.length - 1]--;
        }
        if (to != Placement.NOWHERE) {
          count[place(group, to)]++;
          count[count.length - 1]++;
        }
      }
    }
  }

  boolean allow(int workload, int site, int[] at) {
    if (groups.length == 0) {
      return true;
    }
    for (Group group : groups[workload]) {
      if (group.workloads().length > LARGE
          ? !allows(group, workload, site, at)
          : !group.allows(workload, site, at, zones)) {
        return false;
      }
    }
    return true;
  }
}
