package org.hansa.platform.place.sites;

import java.math.BigInteger;

/** What a workload costs at a site, in billionths of money for an hour, without what others add. */
final class Costs {

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  private final int dimensions;
  private final long[] needs;
  private final long[] units;
  private final int[] standing;
  private final long[] moves;

  Costs(Instance instance) {
    dimensions = instance.dimensions().size();
    Sites sites = instance.sites();
    units = new long[sites.prices().length];
    for (int i = 0; i < units.length; i++) {
      // Amounts of carbon by what they count may be beyond 64 bits, before they are divided.
      long carbon =
          BigInteger.valueOf(sites.grams()[i])
              .multiply(BigInteger.valueOf(instance.gramWeight()))
              .divide(MILLION)
              .longValueExact();
      units[i] = sites.prices()[i] + carbon;
    }
    Workloads workloads = instance.workloads();
    needs = workloads.needs();
    standing = workloads.standing();
    moves = workloads.moves();
  }

  /** Of a unit of a dimension, with its carbon, in millionths. */
  long unit(int site, int dimension) {
    return units[site * dimensions + dimension];
  }

  long of(int workload, int site) {
    int at = workload * dimensions;
    int unit = site * dimensions;
    long cost = 0;
    for (int d = 0; d < dimensions; d++) {
      cost += needs[at + d] * units[unit + d];
    }
    int now = standing[workload];
    return now < 0 || now == site ? cost : cost + moves[workload];
  }
}
