package org.hansa.platform.place.sites;

import java.util.Arrays;

/** Workloads that are linked, with one another or by others between: an application, mostly. */
final class Components {

  private static final int[] NONE = {};

  private final int[] roots;
  private final int[][] members;

  Components(Instance instance) {
    int many = instance.workloads().count();
    Links links = instance.links();
    roots = new int[many];
    Arrays.setAll(roots, w -> w);
    for (int w = 0; w < many; w++) {
      for (int i = links.begins()[w]; i < links.begins()[w + 1]; i++) {
        join(w, links.others()[i]);
      }
    }
    for (Chain chain : instance.chains()) {
      int[] all = Arrays.stream(chain.stages()).flatMapToInt(Arrays::stream).toArray();
      for (int w : all) {
        join(all[0], w);
      }
    }
    boolean any = links.any() || !instance.chains().isEmpty();
    int[] counts = new int[many];
    for (int w = 0; w < many; w++) {
      roots[w] = root(w);
      counts[roots[w]]++;
    }
    members = new int[any ? many : 0][];
    for (int w = 0; w < members.length; w++) {
      members[w] = counts[w] > 1 ? new int[counts[w]] : NONE;
    }
    for (int w = many - 1; w >= 0 && any; w--) {
      if (counts[roots[w]] > 0 && members[roots[w]].length > 0) {
        members[roots[w]][--counts[roots[w]]] = w;
      }
    }
  }

  private void join(int some, int more) {
    int one = root(some);
    int other = root(more);
    roots[Math.max(one, other)] = Math.min(one, other);
  }

  private int root(int workload) {
    int root = workload;
    while (roots[root] != root) {
      roots[root] = roots[roots[root]];
      root = roots[root];
    }
    return root;
  }

  /** The least of those that are linked with a workload, or itself. */
  int of(int workload) {
    return roots[workload];
  }

  /** All that are linked with a workload, in order; none if there is no other. */
  int[] members(int workload) {
    return members.length == 0 ? NONE : members[roots[workload]];
  }
}
