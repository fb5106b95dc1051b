package org.hansa.drivers.simulator.world;

/**
 * An object and its times: milliseconds of simulated time, if nothing else is said.
 *
 * @param from when the work on it began that is under way or was done last
 * @param until when that work is done
 * @param appears from when on it is seen, in real time
 * @param gone when it will not be there any more
 * @param leaving whether it is gone because somebody removed it
 */
public record Kept<T extends Record & Thing>(
    T thing, long from, long until, long appears, long gone, boolean leaving) {

  static final long NEVER = Long.MAX_VALUE;

  public boolean busy(long now) {
    return now < until;
  }

  /** 0 to 99 of the work under way. */
  public int percent(long now) {
    double done = 100.0 * (now - from) / Math.max(1, until - from);
    return (int) Math.max(0, Math.min(99, done));
  }

  Kept<T> seen() {
    return new Kept<>(thing, from, until, 0, gone, leaving);
  }

  Kept<T> leaves(long now, long then) {
    return new Kept<>(thing, now, then, appears, then, true);
  }
}
