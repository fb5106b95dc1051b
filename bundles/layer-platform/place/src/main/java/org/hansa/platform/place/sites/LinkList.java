package org.hansa.platform.place.sites;

/** Links as they are read, to be sorted by workload. */
final class LinkList {

  private final int[] ones;
  private final int[] others;
  private final long[] traffic;
  private final int[] within;
  private int many;

  LinkList(int most) {
    ones = new int[most];
    others = new int[most];
    traffic = new long[most];
    within = new int[most];
  }

  void add(int one, int other, long amount, int most) {
    ones[many] = one;
    others[many] = other;
    traffic[many] = amount;
    within[many++] = most;
  }

  Links sorted(int workloads) {
    int[] begins = new int[workloads + 1];
    for (int l = 0; l < many; l++) {
      begins[ones[l] + 1]++;
      begins[others[l] + 1]++;
    }
    for (int w = 0; w < workloads; w++) {
      begins[w + 1] += begins[w];
    }
    int[] next = begins.clone();
    Links sorted = new Links(begins, new int[2 * many], new long[2 * many], new int[2 * many]);
    for (int l = 0; l < many; l++) {
      put(sorted, next[ones[l]]++, others[l], l);
      put(sorted, next[others[l]]++, ones[l], l);
    }
    return sorted;
  }

  private void put(Links into, int at, int other, int link) {
    into.others()[at] = other;
    into.traffic()[at] = traffic[link];
    into.within()[at] = within[link];
  }
}
