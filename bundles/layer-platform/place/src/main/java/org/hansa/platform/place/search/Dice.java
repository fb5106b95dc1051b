package org.hansa.platform.place.search;

/**
 * Random numbers of a seed, the same on every machine. An xorshift generator of 64 bits: its low
 * quality in single bits does not matter here, that it takes a nanosecond does. Not for several
 * threads.
 */
public final class Dice {

  private static final int TABLE = 4096;
  private static final float[] EXPONENTIAL = new float[TABLE];

  static {
    for (int i = 0; i < TABLE; i++) {
      EXPONENTIAL[i] = (float) -StrictMath.log((i + 0.5) / TABLE);
    }
  }

  private long state;

  public Dice(long seed) {
    long mixed = seed + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    mixed ^= mixed >>> 31;
    state = mixed == 0 ? 1 : mixed;
  }

  private long next() {
    long x = state;
    x ^= x << 13;
    x ^= x >>> 7;
    x ^= x << 17;
    state = x;
    return x;
  }

  /**
   * @param bound at least 1
   * @return from 0 to bound - 1
   */
  public int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** From 0 to 1, without 1. */
  public double fraction() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  /** Of an exponential distribution with mean 1, at most 9: by what a move may worsen things. */
  public double exponential() {
    return EXPONENTIAL[(int) (next() >>> 52)];
  }
}
