package org.hansa.itests.simulation;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * What goes wrong, decided by the seed and the number of the occasion alone: so that one fault can
 * be left out and the others stay where they were, which is how a failing seed is shrunk.
 */
final class Faults {

  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final long seed;
  private final LongPredicate may;
  private final Set<Long> fired = new LinkedHashSet<>();
  private final Map<Happening, Integer> counted = new EnumMap<>(Happening.class);
  private long occasions;
  private boolean healed;

  /**
   * @param may the occasions at which something goes wrong if the seed says so
   */
  Faults(long seed, LongPredicate may) {
    this.seed = seed;
    this.may = may;
  }

  /** From now on nothing goes wrong, or again as the seed says. */
  void heal(boolean well) {
    healed = well;
  }

  /** One of these, one time in {@code rarity}; else NOTHING. Several of one are more likely. */
  Happening draw(int rarity, Happening... of) {
    long occasion = occasions;
    if (!hits(rarity)) {
      return Happening.NOTHING;
    }
    Happening what = of[(int) Long.remainderUnsigned(mix(seed * 31 + occasion) >>> 20, of.length)];
    count(what);
    return what;
  }

  /** True one time in {@code rarity}: something may come of it. */
  boolean hits(int rarity) {
    long occasion = occasions++;
    boolean hit = !healed && Long.remainderUnsigned(mix(seed * 31 + occasion), rarity) == 0;
    if (!hit || !may.test(occasion)) {
      return false;
    }
    fired.add(occasion);
    return true;
  }

  void count(Happening what) {
    counted.merge(what, 1, Integer::sum);
  }

  /** How often each has happened. */
  Map<Happening, Integer> counted() {
    return counted;
  }

  /** A number below {@code bound}, of this occasion. */
  int amount(int bound) {
    return (int) Long.remainderUnsigned(mix(seed + ++occasions * 7919), bound);
  }

  /** The occasions at which something went wrong. */
  Set<Long> fired() {
    return fired;
  }

  private static long mix(long value) {
    long z = value * MIX;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
