package org.hansa.platform.place.sites;

/**
 * Who speaks with whom. The links of a workload stand from {@code begins[w]} to {@code begins[w +
 * 1]}, so each link twice.
 *
 * @param others by link: the other end
 * @param traffic by link, in thousandths of a unit
 * @param within by link: the greatest latency in microseconds
 * @param back by link: what of the traffic comes from the other end, priced from there
 */
@SuppressWarnings("ArrayRecordComponent") // as large as they are, and never compared
public record Links(int[] begins, int[] others, long[] traffic, int[] within, long[] back) {

  public static final int ANY = Integer.MAX_VALUE;

  /** Those of which all traffic is priced one way. */
  public Links(int[] begins, int[] others, long[] traffic, int[] within) {
    this(begins, others, traffic, within, new long[others.length]);
  }

  static Links none(int workloads) {
    return new Links(new int[workloads + 1], new int[0], new long[0], new int[0]);
  }

  boolean any() {
    return others.length > 0;
  }
}
