package org.hansa.sustainability.scheduler.shift;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Hourly carbon intensity of 2020, and a job of an hour each night at 01:00 UTC that may run within
 * eight hours of it. The series is published elsewhere and not part of the project: it is read
 * where it lies, {@code -Dhansa.specs} or a folder {@code shared/specs} beside or above the
 * project.
 */
final class Nights {

  private static final String FILE =
      "green/dos-group__lets-wait-awhile/carbon_intensity_hourly_2020_DE_FR_GB.csv";
  private static final Duration EITHER_WAY = Duration.ofHours(8);

  /** As in the literature, of the mean of the series. */
  private static final double ERROR = 0.05;

  private Nights() {}

  /**
   * @param country DE, FR or GB
   */
  static Series series(String country) {
    Optional<Path> file = find();
    assumeThat(file)
        .as(FILE + " is not there: say -Dhansa.specs=FOLDER, the folder that has 'green'")
        .isPresent();
    try {
      List<String[]> rows =
          Files.readAllLines(file.orElseThrow()).stream().map(l -> l.split(",", -1)).toList();
      int column = List.of(rows.get(0)).indexOf(country + "_gCO2_kWh");
      List<Optional<BigDecimal>> values = new ArrayList<>();
      for (String[] row : rows.subList(1, rows.size())) {
        values.add(Optional.of(row[column]).filter(v -> !v.isEmpty()).map(BigDecimal::new));
      }
      Instant begin = Instant.parse(rows.get(1)[0].replace(' ', 'T'));
      return new Series(begin, Series.HOUR, values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> find() {
    Optional<Path> said = Optional.ofNullable(System.getProperty("hansa.specs")).map(Path::of);
    return Stream.concat(
            said.stream(),
            Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                .map(p -> p.resolve("shared/specs")))
        .map(p -> p.resolve(FILE))
        .filter(Files::isReadable)
        .findFirst();
  }

  /** A job for each night whose hours are all in the series. */
  static List<Work> jobs(Series series, String site) {
    List<Work> all = new ArrayList<>();
    Instant usual = series.begin().plus(Duration.ofHours(1));
    while (!usual.plus(EITHER_WAY).plus(Series.HOUR).isAfter(series.end())) {
      Instant earliest = usual.minus(EITHER_WAY);
      if (!earliest.isBefore(series.begin())) {
        Instant deadline = usual.plus(EITHER_WAY).plus(Series.HOUR);
        all.add(
            Work.of("night", Series.HOUR, earliest, deadline, new BigDecimal(1000), site)
                .usually(usual));
      }
      usual = usual.plus(Duration.ofDays(1));
    }
    return all;
  }

  /** gCO2e/kWh that a forecast misses by. */
  static double error(Series series) {
    double mean =
        series.values().stream()
            .flatMap(Optional::stream)
            .mapToDouble(BigDecimal::doubleValue)
            .average()
            .orElseThrow();
    return ERROR * mean;
  }

  static double percent(List<Work> jobs, Series actual, Function<Work, Schedule> plan) {
    List<Supply> supplies = List.of(Supply.of("here", actual));
    Saving sum =
        jobs.stream()
            .map(job -> plan.apply(job).saving(supplies, Load.none()))
            .reduce(Saving.NONE, Saving::plus);
    return sum.carbonPercent().map(BigDecimal::doubleValue).orElseThrow();
  }

  static Schedule certainly(Work job, Series actual) {
    List<Supply> supplies = List.of(Supply.of("here", actual));
    return new Planner(Weights.CARBON, supplies, Load.none()).plan(job).orElseThrow();
  }

  /** By one forecast, issued when the window begins. */
  static Schedule byOneForecast(Work job, Series actual, double error, Random random) {
    Series window = window(job, actual);
    return certainly(job, Forecast.of(job.earliest(), window, error, random).series());
  }

  /**
   * Each hour a forecast is issued, the first a day before the window begins, all with errors of
   * their own; the job is planned anew at each hour of its window by all of them together.
   */
  static Schedule rolling(Work job, Series actual, double error, Random random) {
    Outlook outlook = new Outlook(job.earliest(), job.window());
    Series window = window(job, actual);
    for (int before = 24; before > 0; before--) {
      Instant issued = job.earliest().minus(Duration.ofHours(before));
      outlook.add(Forecast.of(issued, window, error, random));
    }
    Function<Instant, List<Supply>> asOf =
        now -> {
          outlook.add(Forecast.of(now, window, error, random));
          return List.of(Supply.of("here", outlook.series()));
        };
    return Rolling.run(job, Weights.CARBON, asOf).orElseThrow();
  }

  private static Series window(Work job, Series actual) {
    int from = (int) Duration.between(actual.begin(), job.earliest()).toHours();
    List<Optional<BigDecimal>> values = actual.values().subList(from, from + job.window());
    return new Series(job.earliest(), Series.HOUR, values);
  }
}
