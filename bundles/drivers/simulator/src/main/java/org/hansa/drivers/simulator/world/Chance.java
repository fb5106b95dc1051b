package org.hansa.drivers.simulator.world;

import java.math.BigDecimal;

/**
 * Chance without memory: the same words give the same number, under one seed, whoever asks and in
 * whatever order.
 */
public record Chance(long seed) {

  /** At least 0 and less than 1. */
  public double of(String... words) {
    return (bits(words) >>> 11) * 0x1.0p-53;
  }

  public boolean hits(BigDecimal percent, String... words) {
    return of(words) * 100 < percent.doubleValue();
  }

  /** A time that is {@code mean} on average, as between things that happen by themselves. */
  public long wait(long mean, String... words) {
    return Math.max(1, Math.round(-Math.log(1 - of(words)) * mean));
  }

  /** Hexadecimal digits, at most 16. */
  public String digits(int count, String... words) {
    return String.format("%016x", bits(words)).substring(0, count);
  }

  private long bits(String... words) {
    long hash = mixed(seed);
    for (String word : words) {
      for (int i = 0; i < word.length(); i++) {
        hash = (hash ^ word.charAt(i)) * 0x100000001b3L;
      }
      hash = mixed(hash);
    }
    return hash;
  }

  /** Spreads each bit over all: the finishing steps of SplitMix64. */
  private static long mixed(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
