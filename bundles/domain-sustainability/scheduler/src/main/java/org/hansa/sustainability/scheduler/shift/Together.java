package org.hansa.sustainability.scheduler.shift;

import java.util.Arrays;
import java.util.Optional;

/**
 * The best hours in a row at one site: the least of all sums over a window that slides. Exact. Of
 * equal ones the earliest, then the site named first.
 */
final class Together {

  private Together() {}

  /** For each hour the index of the site, -1 where it does not run; empty if nothing fits. */
  static Optional<int[]> choose(double[][] scores, Effort effort) {
    double least = Double.POSITIVE_INFINITY;
    int at = -1;
    int where = -1;
    int hours = scores.length == 0 ? 0 : scores[0].length;
    for (int s = 0; s < scores.length; s++) {
      double first = effort.at(s, effort.last(), effort.running()) - effort.each();
      double sum = 0;
      int shut = 0;
      for (int t = 0; t < hours; t++) {
        shut += Double.isInfinite(scores[s][t]) ? 1 : 0;
        sum += Double.isInfinite(scores[s][t]) ? 0 : scores[s][t];
        int begin = t - effort.hours() + 1;
        if (begin > 0) {
          double gone = scores[s][begin - 1];
          shut -= Double.isInfinite(gone) ? 1 : 0;
          sum -= Double.isInfinite(gone) ? 0 : gone;
        }
        if (begin >= 0 && shut == 0) {
          double whole = sum * effort.each() + scores[s][begin] * first;
          boolean same = at >= 0 && Math.abs(whole - least) <= Near.of(least);
          if (at < 0 || (same ? begin < at : whole < least)) {
            least = whole;
            at = begin;
            where = s;
          }
        }
      }
    }
    if (at < 0) {
      return Optional.empty();
    }
    int[] chosen = new int[hours];
    Arrays.fill(chosen, -1);
    Arrays.fill(chosen, at, at + effort.hours(), where);
    return Optional.of(chosen);
  }
}
