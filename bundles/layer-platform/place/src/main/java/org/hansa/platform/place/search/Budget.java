package org.hansa.platform.place.search;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What a search may spend: time, or moves, which make it the same every time. It ends early when it
 * is cancelled.
 */
public final class Budget {

  private final long total;
  private final boolean isTime;
  private final LongSupplier nanos;
  private final long begin;
  private final BooleanSupplier cancelled;

  private Budget(
      long begin, long total, boolean isTime, LongSupplier nanos, BooleanSupplier cancelled) {
    this.total = Math.max(1, total);
    this.isTime = isTime;
    this.nanos = nanos;
    this.begin = begin;
    this.cancelled = cancelled;
  }

  /**
   * @param begin from when it counts
   * @param nanos how long
   * @param clock nanoseconds since whenever, as {@link System#nanoTime}
   */
  public static Budget until(
      long begin, long nanos, LongSupplier clock, BooleanSupplier cancelled) {
    return new Budget(begin, nanos, true, clock, cancelled);
  }

  public static Budget ofMoves(long moves, BooleanSupplier cancelled) {
    return new Budget(0, moves, false, () -> 0, cancelled);
  }

  /**
   * @param moves tried up to now
   * @return the part that is spent, 0 to 1; 1 if it is cancelled
   */
  double spent(long moves) {
    if (cancelled.getAsBoolean()) {
      return 1;
    }
    long spent = isTime ? nanos.getAsLong() - begin : moves;
    return Math.max(0, Math.min(1, (double) spent / total));
  }

  /** How many moves may be tried before it is asked again. */
  long next(long moves, long most) {
    return isTime ? most : Math.min(most, total - moves);
  }
}
