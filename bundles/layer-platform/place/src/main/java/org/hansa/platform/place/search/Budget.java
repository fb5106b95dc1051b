package org.hansa.platform.place.search;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What a search may spend: time, or moves, which make it the same every time. It ends early when it
 * is cancelled.
 */
public final class Budget {

  /** Between two looks at what is spent, and whether this is the best yet. */
  private static final long ROUND = 2048;

  private static final long LONG = 20_000_000;

  private final long total;
  private final boolean isTime;
  private final LongSupplier nanos;
  private final long begin;
  private final BooleanSupplier cancelled;
  private long round = ROUND;
  private long asked;

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
   * Whether that much is spent before any move was tried; never, if moves count.
   *
   * @param part above 1 for what must be done even when it takes longer
   */
  public boolean isPast(double part) {
    return isTime && (cancelled.getAsBoolean() || part() >= part);
  }

  /** How much of the time is spent, 1 for all of it; 0 if moves count. */
  public double part() {
    return isTime ? (double) (nanos.getAsLong() - begin) / total : 0;
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

  /** How many moves may be tried before it is asked again; fewer where they have taken long. */
  long next(long moves) {
    if (!isTime) {
      return Math.min(ROUND, total - moves);
    }
    long now = nanos.getAsLong();
    if (moves > 0) {
      round = now - asked > LONG ? Math.max(1, round / 4) : Math.min(ROUND, round * 2);
    }
    asked = now;
    return round;
  }
}
