package org.hansa.platform.place.reassign;

import java.util.HashMap;
import java.util.Map;

/**
 * The cost of a move between any two machines. There may be thousands of machines, and few
 * different costs: as long as these are at most 256, each takes a byte, for the table is looked at
 * all over.
 */
final class MoveCosts {

  private static final int FEW = 256;

  private final int machines;
  private final byte[] kinds;
  private final long[] values = new long[FEW];
  private final Map<Long, Integer> known = new HashMap<>();
  private int[] wide;

  /**
   * @param machines at most 20,000, so that all fit in an array
   */
  MoveCosts(int machines) {
    this.machines = machines;
    this.kinds = new byte[machines * machines];
  }

  void set(int from, int to, int cost) {
    int at = from * machines + to;
    if (wide == null) {
      Integer kind = known.get((long) cost);
      if (kind == null && known.size() < FEW) {
        kind = known.size();
        known.put((long) cost, kind);
        values[kind] = cost;
      }
      if (kind != null) {
        kinds[at] = kind.byteValue();
        return;
      }
      widen();
    }
    wide[at] = cost;
  }

  private void widen() {
    wide = new int[kinds.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = (int) values[kinds[i] & 0xff];
    }
  }

  long of(int from, int to) {
    int at = from * machines + to;
    return wide == null ? values[kinds[at] & 0xff] : wide[at];
  }
}
