package org.hansa.drivers.simulator.world;

import org.hansa.drivers.simulator.data.Demand;

/**
 * What a sum of holds has come to over time; nothing counts it but its changes.
 *
 * @param amount held since {@code at}
 * @param at milliseconds
 * @param flat the sum of amount times milliseconds until {@code at}
 * @param busy the same, each millisecond weighed by the demand's per cent
 */
public record Load(long amount, long at, double flat, double busy) {

  static Load begin(long now) {
    return new Load(0, now, 0, 0);
  }

  Load with(long next, long now, Demand demand) {
    return new Load(next, now, flat(now), busy(now, demand));
  }

  public double flat(long now) {
    return flat + (double) amount * Math.max(0, now - at);
  }

  public double busy(long now, Demand demand) {
    return busy + (double) amount * demand.between(at, Math.max(at, now));
  }
}
