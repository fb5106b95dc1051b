package org.hansa.sustainability.scheduler.shift;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What somebody expected of a series at some time.
 *
 * @param issued when
 * @param error the standard deviation of each value, in the unit of the series; 0 if it is certain
 */
public record Forecast(Instant issued, Series series, double error) {

  public Forecast {
    if (!(error >= 0)) {
      throw new IllegalArgumentException("an error of " + error + " is none: it must be 0 or more");
    }
  }

  public static Forecast certain(Instant issued, Series series) {
    return new Forecast(issued, series, 0);
  }

  /**
   * What really came, missed by a normal error that is the same at each lead and independent from
   * step to step: the model of Wiesner et al., "Let's Wait Awhile" (Middleware 2021), where it is 5
   * or 10 % of the mean of a year.
   *
   * @param random seeded, so that the same is forecast again
   */
  public static Forecast of(Instant issued, Series actual, double error, Random random) {
    List<Optional<BigDecimal>> missed =
        actual.values().stream()
            .map(value -> value.map(v -> v.add(noise(random.nextGaussian() * error))))
            .toList();
    return new Forecast(issued, new Series(actual.begin(), actual.step(), missed), error);
  }

  private static BigDecimal noise(double value) {
    return BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_EVEN);
  }
}
