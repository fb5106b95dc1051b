package org.hansa.sustainability.scheduler.shift;

import java.util.Arrays;

/** The least that is possible, found by trying everything: slow, and without a thought in it. */
final class Exhaustive {

  private Exhaustive() {}

  static double cheapest(double[] hours, int count) {
    return Arrays.stream(hours).sorted().limit(count).sum();
  }

  static double inARow(double[] hours, int count) {
    double least = Double.POSITIVE_INFINITY;
    for (int begin = 0; begin + count <= hours.length; begin++) {
      least = Math.min(least, Arrays.stream(hours, begin, begin + count).sum());
    }
    return least;
  }

  /**
   * Every way to give each hour a site or none. Home is site 0.
   *
   * @param scores by site and hour
   */
  static double anyhow(
      double[][] scores, int count, double each, double resume, double move, boolean apart) {
    int hours = scores[0].length;
    int[] way = new int[hours];
    double least = Double.POSITIVE_INFINITY;
    long ways = Math.round(Math.pow(scores.length + 1.0, hours));
    for (long n = 0; n < ways; n++) {
      long digits = n;
      int running = 0;
      for (int t = 0; t < hours; t++) {
        way[t] = (int) (digits % (scores.length + 1)) - 1;
        digits /= scores.length + 1;
        running += way[t] < 0 ? 0 : 1;
      }
      if (running == count && (apart || isWhole(way))) {
        least = Math.min(least, sum(way, scores, each, resume, move));
      }
    }
    return least;
  }

  private static boolean isWhole(int[] way) {
    int first = 0;
    while (way[first] < 0) {
      first++;
    }
    int last = way.length - 1;
    while (way[last] < 0) {
      last--;
    }
    return Arrays.stream(way, first, last + 1).distinct().count() == 1;
  }

  private static double sum(int[] way, double[][] scores, double each, double resume, double move) {
    double sum = 0;
    int site = 0;
    boolean begun = false;
    for (int t = 0; t < way.length; t++) {
      if (way[t] >= 0) {
        double takes = each;
        takes += way[t] != site ? move : 0;
        boolean interrupted = begun && (way[t - 1] < 0 || way[t] != site);
        takes += interrupted ? resume : 0;
        sum += takes * scores[way[t]][t];
        site = way[t];
        begun = true;
      }
    }
    return sum;
  }
}
