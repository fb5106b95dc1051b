package org.hansa.itests.simulation;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * What goes wrong, decided by the seed and the number of the occasion alone. Whoever asks takes as
 * many occasions whatever comes of them, so that those after a fault that is left out keep their
 * numbers, and a failing seed can be shrunk. What the code under test does differently without the
 * fault, one retry less for instance, may still make other occasions of them.
 */
final class Faults {

  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final long seed;
  private final LongPredicate may;
  private final Set<Long> fired = new LinkedHashSet<>();
  private final Map<Happening, Integer> counted = new EnumMap<>(Happening.class);
  private long occasions;
  private long amounts;
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
    Happening what = of[(int) Long.remainderUnsigned(chance(occasion) >>> 20, of.length)];
    count(what);
    return what;
  }

  /** True one time in {@code rarity}: something may come of it. */
  boolean hits(int rarity) {
    long occasion = occasions++;
    amounts = 0;
    boolean hit = !healed && Long.remainderUnsigned(chance(occasion), rarity) == 0;
    if (!hit || !may.test(occasion)) {
      return false;
    }
    fired.add(occasion);
    return true;
  }

  /** Nothing is asked where something might have been: those after it keep their numbers. */
  void passes() {
    occasions++;
    amounts = 0;
  }

  void count(Happening what) {
    counted.merge(what, 1, Integer::sum);
  }

  /** How often each has happened. */
  Map<Happening, Integer> counted() {
    return counted;
  }

  /** A number below {@code bound}, of the newest occasion: another each time, and no occasion. */
  int amount(int bound) {
    return (int) Long.remainderUnsigned(mix(chance(occasions) + ++amounts), bound);
  }

  /** Of two seeds neither has what the other has a few occasions later. */
  private long chance(long occasion) {
    return mix(mix(seed) + occasion);
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
