package org.hansa.platform.place.sites;

import java.util.List;

/**
 * What is to be placed. What belongs to a workload and a dimension stands at {@code workload *
 * dimensions + dimension}.
 *
 * @param names of the workloads
 * @param needs by workload and dimension, in thousandths
 * @param eligible by workload: which of {@code eligibility} it has
 * @param eligibility sets of sites, a bit each: those that have all that is required
 * @param standing by workload: the site where it is now, or {@link Placement#NOWHERE}
 * @param moves by workload: what it costs to move it from there, in billionths
 * @param priorities by workload: when not all have room, those of the greatest have it
 */
@SuppressWarnings("ArrayRecordComponent") // as large as they are, and never compared
public record Workloads(
    List<String> names,
    long[] needs,
    int[] eligible,
    List<long[]> eligibility,
    int[] standing,
    long[] moves,
    int[] priorities) {

  public int count() {
    return eligible.length;
  }

  boolean mayBe(int workload, int site) {
    return (eligibility.get(eligible[workload])[site >> 6] & (1L << site)) != 0;
  }
}
