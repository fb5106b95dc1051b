package org.hansa.sustainability.scheduler.shift;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a kWh counts for one job, by site in the job's order and by hour of its window. */
final class Scores {

  /** Infinite where there is no room; as dear as the dearest where nothing is known. */
  private final double[][] values;

  private final boolean[][] known;

  private Scores(double[][] values, boolean[][] known) {
    this.values = values;
    this.known = known;
  }

  static Scores of(Work job, Weights weights, List<Supply> supplies, Load load) {
    int hours = job.window();
    double[][] values = new double[job.sites().size()][hours];
    boolean[][] known = new boolean[job.sites().size()][hours];
    double dearest = 0;
    for (int s = 0; s < values.length; s++) {
      String site = job.sites().get(s);
      Optional<Supply> supply = supplies.stream().filter(x -> x.site().equals(site)).findFirst();
      for (int t = 0; t < hours; t++) {
        Instant hour = job.earliest().plus(Series.HOUR.multipliedBy(t));
        OptionalDouble score =
            supply
                .map(x -> weights.score(x.perKwh(hour, job.watts(), load.used(site, hour))))
                .orElse(OptionalDouble.empty());
        known[s][t] = score.isPresent();
        boolean fits = load.fits(site, hour, job.watts());
        values[s][t] = fits ? score.orElse(Double.NaN) : Double.POSITIVE_INFINITY;
        dearest = Math.max(dearest, score.orElse(0));
      }
    }
    for (double[] row : values) {
      for (int t = 0; t < hours; t++) {
        row[t] = Double.isNaN(row[t]) ? dearest : row[t];
      }
    }
    return new Scores(values, known);
  }

  double[][] all() {
    return values;
  }

  /** With the unknown hours shut. */
  double[][] knownOnly() {
    double[][] shut = new double[values.length][];
    for (int s = 0; s < shut.length; s++) {
      shut[s] = Arrays.copyOf(values[s], values[s].length);
      for (int t = 0; t < shut[s].length; t++) {
        shut[s][t] = known[s][t] ? shut[s][t] : Double.POSITIVE_INFINITY;
      }
    }
    return shut;
  }
}
