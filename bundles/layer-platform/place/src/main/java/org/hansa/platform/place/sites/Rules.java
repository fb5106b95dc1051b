package org.hansa.platform.place.sites;

import java.util.List;

/** The groups in which each workload is. */
final class Rules {

  private static final Group[] NONE = {};

  private final Group[][] groups;
  private final int[] zones;

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

  boolean allow(int workload, int site, int[] at) {
    if (groups.length == 0) {
      return true;
    }
    for (Group group : groups[workload]) {
      if (!group.allows(workload, site, at, zones)) {
        return false;
      }
    }
    return true;
  }
}
