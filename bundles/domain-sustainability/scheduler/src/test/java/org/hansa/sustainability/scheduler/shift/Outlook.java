package org.hansa.sustainability.scheduler.shift;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that was forecast of the same steps, taken together: each value is the mean of what was
 * issued, weighted by the inverse of the square of its error, which is the best that can be said if
 * the errors of different issues are independent. If they are not, it is no worse than one of them.
 * Not for several threads.
 */
public final class Outlook {

  /** A certain value outweighs all others. */
  private static final double LEAST_ERROR = 1e-6;

  private final Instant begin;
  private final double[] sums;
  private final double[] weights;

  /**
   * @param hours that are looked at, from begin on
   */
  public Outlook(Instant begin, int hours) {
    this.begin = begin;
    this.sums = new double[hours];
    this.weights = new double[hours];
  }

  public void add(Forecast forecast) {
    double error = Math.max(forecast.error(), LEAST_ERROR);
    for (int i = 0; i < sums.length; i++) {
      Optional<BigDecimal> value = forecast.series().mean(hour(i), hour(i + 1));
      if (value.isPresent()) {
        sums[i] += value.get().doubleValue() / (error * error);
        weights[i] += 1 / (error * error);
      }
    }
  }

  /** Hours that nobody forecast are gaps. */
  public Series series() {
    List<Optional<BigDecimal>> values = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      values.add(
          weights[i] == 0
              ? Optional.empty()
              : Optional.of(
                  BigDecimal.valueOf(sums[i] / weights[i]).setScale(6, RoundingMode.HALF_EVEN)));
    }
    return new Series(begin, Series.HOUR, values);
  }

  private Instant hour(int index) {
    return begin.plus(Series.HOUR.multipliedBy(index));
  }
}
