package org.hansa.drivers.simulator.data;

import java.time.ZoneId;
import java.util.List;

/** How busy things are over a week. Its integral is exact and costs no more for a longer time. */
public final class Demand {

  private static final int HOURS = 168;
  private static final long HOUR = 3_600_000;
  private static final long WEEK = HOURS * HOUR;

  /** 1970 began on a Thursday, and the week begins on Monday. */
  private static final long MONDAY = 3 * 24 * HOUR;

  private final int[] percent = new int[HOURS];
  private final long[] before = new long[HOURS + 1];
  private final long shift;

  /**
   * @param hours 24, or 168 from Monday
   * @param zone whose standard time they are in
   */
  Demand(List<Integer> hours, ZoneId zone) {
    this.shift =
        MONDAY
            + zone.getRules().getStandardOffset(java.time.Instant.EPOCH).getTotalSeconds() * 1000L;
    for (int h = 0; h < HOURS; h++) {
      percent[h] = hours.get(h % hours.size());
      before[h + 1] = before[h] + percent[h] * HOUR;
    }
  }

  static boolean isCurve(List<Integer> hours) {
    return hours.size() == 24 || hours.size() == HOURS;
  }

  /** Per cent at a time, in milliseconds since 1970. */
  public int at(long time) {
    return percent[(int) (Math.floorMod(time + shift, WEEK) / HOUR)];
  }

  /** Per cent times milliseconds between two times. */
  public long between(long from, long to) {
    return sum(to + shift) - sum(from + shift);
  }

  private long sum(long time) {
    long rest = Math.floorMod(time, WEEK);
    int hour = (int) (rest / HOUR);
    return Math.floorDiv(time, WEEK) * before[HOURS] + before[hour] + percent[hour] * (rest % HOUR);
  }
}
