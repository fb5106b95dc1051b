package org.hansa.sustainability.scheduler.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shifting saved in the year 2020, by what was measured then. */
class NightsTest {

  @ParameterizedTest
  @CsvSource({"DE, 13.24", "GB, 8.56", "FR, 6.70"})
  void savesWithACertainForecastWhatIsPossible(String country, double saved) {
    Series actual = Nights.series(country);
    List<Work> jobs = Nights.jobs(actual, "here");

    assertThat(jobs).hasSize(386);
    assertThat(Nights.percent(jobs, actual, job -> Nights.certainly(job, actual)))
        .isCloseTo(saved, within(0.01));
  }

  @ParameterizedTest
  @CsvSource({"DE, 13.24", "GB, 8.56", "FR, 6.70"})
  void keepsNearlyAllOfItUnderForecastErrors(String country, double saved) {
    Series actual = Nights.series(country);
    List<Work> jobs = Nights.jobs(actual, "here");
    double error = Nights.error(actual);
    Random random = new Random(2020);

    double kept = Nights.percent(jobs, actual, job -> Nights.rolling(job, actual, error, random));

    assertThat(kept / saved).isBetween(0.95, 1.0);
  }

  /** A single forecast keeps less: the error outweighs what the hours differ by. */
  @ParameterizedTest
  @CsvSource({"DE, 13.24, 0.80, 0.95", "GB, 8.56, 0.65, 0.95", "FR, 6.70, 0.60, 0.95"})
  void keepsLessOfItByOneForecastAlone(String country, double saved, double least, double most) {
    Series actual = Nights.series(country);
    double error = Nights.error(actual);
    Random random = new Random(2020);

    double kept =
        Nights.percent(
            Nights.jobs(actual, "here"),
            actual,
            job -> Nights.byOneForecast(job, actual, error, random));

    assertThat(kept / saved).isBetween(least, most);
  }

  @ParameterizedTest
  @CsvSource({"DE, false", "DE, true", "FR, false", "FR, true", "GB, false", "GB, true"})
  void takesTheBestEightHoursOfEachWeek(String country, boolean apart) {
    Series actual = Nights.series(country);
    List<Supply> supplies = List.of(Supply.of("here", actual));
    for (int week = 0; week < 55; week++) {
      Instant begin = actual.begin().plus(Duration.ofDays(7L * week));
      Work whole =
          Work.of(
              "batch",
              Duration.ofHours(8),
              begin,
              begin.plus(Duration.ofDays(7)),
              new BigDecimal(1000),
              "here");
      Work job = apart ? whole.interruptible(BigDecimal.ZERO) : whole;
      double[] hours =
          actual.values().subList(168 * week, 168 * (week + 1)).stream()
              .mapToDouble(v -> v.orElseThrow().doubleValue())
              .toArray();

      double grams =
          Nights.certainly(job, actual)
              .footprint(supplies, Load.none())
              .grams()
              .orElseThrow()
              .doubleValue();

      double best = apart ? Exhaustive.cheapest(hours, 8) : Exhaustive.inARow(hours, 8);
      assertThat(grams).isCloseTo(best, within(1e-6));
    }
  }
}
