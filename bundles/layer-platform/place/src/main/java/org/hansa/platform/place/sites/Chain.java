package org.hansa.platform.place.sites;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Workloads that something passes through, one of each stage, whichever that is.
 *
 * @param stages the workloads of each, in order
 * @param within the most that may lie between all stages, in microseconds
 */
@SuppressWarnings("ArrayRecordComponent") // as large as they are, and never compared
public record Chain(int[][] stages, int within) {

  /** Whether the slowest way through those that have a place, and one at a site, is within it. */
  boolean allows(int workload, int site, int[] at, int[] zoneOf, Zones zones) {
    int[] froms = {};
    long[] ways = {};
    // Until a stage has a place; what lies before one that has none counts by itself.
    long before = 0;
    for (int[] stage : stages) {
      int[] tos = new int[stage.length];
      long[] longer = new long[stage.length];
      int many = 0;
      for (int w : stage) {
        int place = w == workload ? site : at[w];
        if (place != Placement.NOWHERE && !has(tos, many, zoneOf[place])) {
          tos[many] = zoneOf[place];
          longer[many] = before;
          for (int i = 0; i < froms.length; i++) {
            longer[many] = Math.max(longer[many], ways[i] + zones.latency(froms[i], tos[many]));
          }
          many++;
        }
      }
      before = many > 0 ? 0 : LongStream.of(ways).max().orElse(before);
      froms = Arrays.copyOf(tos, many);
      ways = Arrays.copyOf(longer, many);
    }
    return LongStream.of(ways).max().orElse(before) <= within;
  }

  private static boolean has(int[] zones, int many, int zone) {
    for (int i = 0; i < many; i++) {
      if (zones[i] == zone) {
        return true;
      }
    }
    return false;
  }
}
