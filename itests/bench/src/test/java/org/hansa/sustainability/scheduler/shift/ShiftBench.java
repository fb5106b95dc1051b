package org.hansa.sustainability.scheduler.shift;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import org.hansa.itests.archive.Figures;
import org.hansa.itests.bench.Bound;
import org.hansa.itests.bench.Report;
import org.junit.jupiter.api.Test;

/**
 * What shifting in time would have saved in 2020: a job of an hour each night that may run within
 * eight hours of 01:00 UTC, and one of eight hours in each week, in a row or apart.
 */
class ShiftBench {

  private static final List<String> COUNTRIES = List.of("DE", "GB", "FR");
  private static final List<Double> POSSIBLE = List.of(13.24, 8.56, 6.70);
  private static final int SEEDS = 9;

  private final List<String> lines = new ArrayList<>();

  @Test
  void savesCarbonInTime() throws Exception {
    for (int i = 0; i < COUNTRIES.size(); i++) {
      Series actual = Nights.series(COUNTRIES.get(i));
      nights(COUNTRIES.get(i), actual, POSSIBLE.get(i));
      weeks(COUNTRIES.get(i), actual, false);
      weeks(COUNTRIES.get(i), actual, true);
    }
    Report.print("shifting in time, carbon of 2020", lines);
  }

  private void nights(String country, Series actual, double possible) {
    List<Work> jobs = Nights.jobs(actual, "here");
    double certain = Nights.percent(jobs, actual, job -> Nights.certainly(job, actual));
    Report.say("%s: %d nights save %.2f %%", country, jobs.size(), certain);
    assertThat(jobs).hasSize(386);
    String line =
        String.format(Locale.ROOT, "%s, nights, certain forecast: %.3f %%", country, certain);
    lines.add(Bound.atLeast(possible - 0.01).beside(line, certain));
    double error = Nights.error(actual);
    List<Double> rolling = new ArrayList<>();
    List<Double> one = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      rolling.add(
          Nights.percent(jobs, actual, job -> Nights.rolling(job, actual, error, random))
              / certain);
      one.add(
          Nights.percent(jobs, actual, job -> Nights.byOneForecast(job, actual, error, random))
              / certain);
    }
    String kept = String.format(Locale.ROOT, "%s, nights, 5 %% error, of that", country);
    lines.add(
        Bound.atLeast(0.95)
            .beside(kept + spread(", planned anew each hour: ", rolling), Figures.median(rolling)));
    lines.add(kept + spread(", by one forecast alone: ", one));
  }

  private static String spread(String what, List<Double> all) {
    double least = all.stream().mapToDouble(d -> d).min().orElseThrow();
    double most = all.stream().mapToDouble(d -> d).max().orElseThrow();
    return String.format(
        Locale.ROOT, "%s%.3f (%.3f to %.3f)", what, Figures.median(all), least, most);
  }

  private void weeks(String country, Series actual, boolean apart) {
    List<Supply> supplies = List.of(Supply.of("here", actual));
    List<Work> jobs = new ArrayList<>();
    double best = 0;
    for (int week = 0; week < actual.values().size() / 168; week++) {
      Instant begin = actual.begin().plus(Duration.ofDays(7L * week));
      Instant end = begin.plus(Duration.ofDays(7));
      Work job = Work.of("batch", Duration.ofHours(8), begin, end, new BigDecimal(1000), "here");
      jobs.add(apart ? job.interruptible(BigDecimal.ZERO) : job);
      double[] hours =
          actual.values().subList(168 * week, 168 * (week + 1)).stream()
              .mapToDouble(v -> v.orElseThrow().doubleValue())
              .toArray();
      best += apart ? Exhaustive.cheapest(hours, 8) : Exhaustive.inARow(hours, 8);
    }
    Function<Work, Schedule> plan = job -> Nights.certainly(job, actual);
    double grams =
        jobs.stream()
            .map(job -> plan.apply(job).footprint(supplies, Load.none()).grams().orElseThrow())
            .mapToDouble(BigDecimal::doubleValue)
            .sum();
    String line =
        String.format(
            Locale.ROOT,
            "%s, 8 hours of %d weeks %s: %.2f %% saved, optimum by this %.4f",
            country,
            jobs.size(),
            apart ? "apart" : "in a row",
            Nights.percent(jobs, actual, plan),
            best / grams);
    lines.add(Bound.atLeast(0.99).beside(line, best / grams));
  }
}
