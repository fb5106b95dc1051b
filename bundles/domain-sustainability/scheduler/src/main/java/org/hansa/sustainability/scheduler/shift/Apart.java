package org.hansa.sustainability.scheduler.shift;

import java.util.Arrays;
import java.util.Optional;

/**
 * The best hours, apart and over several sites, where each resumption and each move takes energy:
 * by dynamic programming from the last hour back, so exact. Where nothing is taken these are the
 * cheapest hours. Of equal choices the one that runs earlier, then the site named first.
 *
 * <p>A state is where it ran last and whether in the hour before: {@code 2 * site} if it did, one
 * more if not, and the last of all if it has not begun. Hours times rest times the square of sites.
 */
final class Apart {

  private final double[][] scores;
  private final Effort effort;
  private final int sites;
  private final int hours;

  /** The least that is still to come, by hour, hours that are left to run, and state. */
  private final double[][][] rest;

  private Apart(double[][] scores, Effort effort) {
    this.scores = scores;
    this.effort = effort;
    this.sites = scores.length;
    this.hours = sites == 0 ? 0 : scores[0].length;
    this.rest = new double[hours + 1][effort.hours() + 1][2 * sites + 1];
  }

  /** As {@link Together#choose}. */
  static Optional<int[]> choose(double[][] scores, Effort effort) {
    Apart apart = new Apart(scores, effort);
    apart.look();
    int start = effort.last() < 0 ? 2 * apart.sites : state(effort.last(), effort.running());
    return Double.isInfinite(apart.rest[0][effort.hours()][start])
        ? Optional.empty()
        : Optional.of(apart.walk(start));
  }

  private void look() {
    for (double[] states : rest[hours]) {
      Arrays.fill(states, Double.POSITIVE_INFINITY);
    }
    Arrays.fill(rest[hours][0], 0);
    for (int t = hours - 1; t >= 0; t--) {
      for (int left = 1; left <= effort.hours(); left++) {
        for (int state = 0; state <= 2 * sites; state++) {
          double least = rest[t + 1][left][paused(state)];
          for (int s = 0; s < sites; s++) {
            least = Math.min(least, run(t, left, state, s));
          }
          rest[t][left][state] = least;
        }
      }
    }
  }

  private int[] walk(int start) {
    int[] chosen = new int[hours];
    Arrays.fill(chosen, -1);
    int state = start;
    int left = effort.hours();
    for (int t = 0; t < hours && left > 0; t++) {
      double least = rest[t][left][state];
      for (int s = 0; s < sites && chosen[t] < 0; s++) {
        if (run(t, left, state, s) <= least + Near.of(least)) {
          chosen[t] = s;
        }
      }
      state = chosen[t] < 0 ? paused(state) : state(chosen[t], true);
      left -= chosen[t] < 0 ? 0 : 1;
    }
    return chosen;
  }

  /** What it comes to if it runs there in this hour. */
  private double run(int t, int left, int state, int site) {
    int before = state == 2 * sites ? -1 : state / 2;
    return scores[site][t] * effort.at(site, before, state % 2 == 0)
        + rest[t + 1][left - 1][state(site, true)];
  }

  private static int state(int site, boolean running) {
    return 2 * site + (running ? 0 : 1);
  }

  private int paused(int state) {
    return state == 2 * sites ? state : state / 2 * 2 + 1;
  }
}
