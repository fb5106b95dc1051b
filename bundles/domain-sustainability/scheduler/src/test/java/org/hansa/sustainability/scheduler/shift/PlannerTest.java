package org.hansa.sustainability.scheduler.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static Instant hour(int n) {
    return START.plus(Duration.ofHours(n));
  }

  private static Work job(int hours, int deadline, String... sites) {
    return Work.of(
        "batch",
        Duration.ofHours(hours),
        START,
        hour(deadline),
        new BigDecimal(1000),
        sites.length == 0 ? new String[] {"here"} : sites);
  }

  private static Supply here(double... grams) {
    return Supply.of("here", Series.hourly(START, grams));
  }

  private static List<String> plan(Work job, Weights weights, Supply... supplies) {
    return new Planner(weights, List.of(supplies), Load.none())
        .plan(job).map(Schedule::slots).orElse(List.of()).stream()
            .map(s -> Duration.between(START, s.hour()).toHours() + "@" + s.site())
            .toList();
  }

  @Test
  void takesTheBestHoursInARow() {
    assertThat(plan(job(2, 6), Weights.CARBON, here(9, 1, 9, 4, 4, 9)))
        .containsExactly("3@here", "4@here");
  }

  @Test
  void takesHoursApartWhereItMayBeInterrupted() {
    Work apart = job(2, 6).interruptible(BigDecimal.ZERO);

    assertThat(plan(apart, Weights.CARBON, here(9, 1, 9, 4, 5, 2)))
        .containsExactly("1@here", "5@here");
  }

  @Test
  void isNotInterruptedForLessThanItTakes() {
    Work dear = job(2, 6).interruptible(new BigDecimal(2000));

    assertThat(plan(dear, Weights.CARBON, here(9, 1, 9, 4, 4, 3)))
        .containsExactly("4@here", "5@here");
  }

  @Test
  void movesWhereItIsCleanerByMoreThanTheMoveTakes() {
    Supply there = Supply.of("there", Series.hourly(START, 4, 4, 4));

    assertThat(
            plan(
                job(2, 3, "here", "there").moving(new BigDecimal(500)),
                Weights.CARBON,
                here(6, 6, 6),
                there))
        .containsExactly("0@there", "1@there");
    assertThat(
            plan(
                job(2, 3, "here", "there").moving(new BigDecimal(1500)),
                Weights.CARBON,
                here(6, 6, 6),
                there))
        .containsExactly("0@here", "1@here");
  }

  @Test
  void runsAtOnceWhereAllHoursAreAlike() {
    assertThat(plan(job(2, 5), Weights.CARBON, here(0.1, 0.1, 0.1, 0.1, 0.1)))
        .containsExactly("0@here", "1@here");
    assertThat(
            plan(
                job(2, 5).interruptible(BigDecimal.ZERO),
                Weights.CARBON,
                here(0.1, 0.1, 0.1, 0.1, 0.1)))
        .containsExactly("0@here", "1@here");
  }

  @Test
  void weighsCostAgainstCarbon() {
    Supply supply =
        new Supply(
            "here",
            Optional.of(Series.hourly(START, 100, 500)),
            Optional.of(Series.hourly(START, 0.30, 0.20)),
            Optional.empty());

    assertThat(plan(job(1, 2), Weights.COST, supply)).containsExactly("1@here");
    assertThat(plan(job(1, 2), Weights.CARBON, supply)).containsExactly("0@here");
    Weights both = new Weights(new BigDecimal("0.2"), BigDecimal.ONE);
    assertThat(plan(job(1, 2), both, supply)).containsExactly("1@here");
  }

  @Test
  void usesWhatWouldGoUnused() {
    Supply supply =
        new Supply(
            "here",
            Optional.of(Series.hourly(START, 300, 400, 400)),
            Optional.empty(),
            Optional.of(Series.hourly(START, 0, 400, 100)));
    Schedule schedule =
        new Planner(Weights.CARBON, List.of(supply), Load.none()).plan(job(1, 3)).orElseThrow();

    assertThat(schedule.begin()).isEqualTo(hour(1));
    Saving saving = schedule.saving(List.of(supply), Load.none());
    assertThat(saving.chosen().grams().orElseThrow()).isEqualByComparingTo("240");
    assertThat(saving.saved().grams().orElseThrow()).isEqualByComparingTo("60");
    assertThat(saving.carbonPercent().orElseThrow()).isEqualByComparingTo("20");
    assertThat(saving.costPercent()).isEmpty();
  }

  @Test
  void takesAGapForNothingButAGap() {
    Series gap =
        new Series(
            START,
            Series.HOUR,
            List.of(
                Optional.of(new BigDecimal(9)), Optional.empty(), Optional.of(new BigDecimal(8))));

    assertThat(plan(job(1, 3), Weights.CARBON, Supply.of("here", gap))).containsExactly("2@here");
    assertThat(plan(job(2, 3), Weights.CARBON, Supply.of("here", gap)))
        .containsExactly("1@here", "2@here");
    Schedule both =
        new Planner(Weights.CARBON, List.of(Supply.of("here", gap)), Load.none())
            .plan(job(2, 3))
            .orElseThrow();
    assertThat(both.footprint(List.of(Supply.of("here", gap)), Load.none()).grams()).isEmpty();
  }

  @Test
  void endsInTimeWithItsSlackOrSaysThatItCannot() {
    Supply supply = here(9, 9, 9, 1, 1);

    assertThat(plan(job(2, 5), Weights.CARBON, supply)).containsExactly("3@here", "4@here");
    assertThat(plan(job(2, 5).withSlack(Duration.ofMinutes(30)), Weights.CARBON, supply))
        .containsExactly("2@here", "3@here");
    assertThat(plan(job(2, 2).withSlack(Duration.ofMinutes(30)), Weights.CARBON, supply)).isEmpty();
    assertThat(plan(job(3, 2), Weights.CARBON, supply)).isEmpty();
  }

  @Test
  void findsWhatTryingEverythingFinds() {
    Random random = new Random(7);
    for (int n = 0; n < 200; n++) {
      int sites = 1 + n % 2;
      int hours = sites == 1 ? 10 : 7;
      int count = 1 + random.nextInt(4);
      double resume = n % 3 == 0 ? 0 : random.nextInt(1500);
      double move = n % 5 == 0 ? 0 : random.nextInt(1500);
      double[][] scores = new double[sites][hours];
      List<Supply> supplies = new ArrayList<>();
      for (int s = 0; s < sites; s++) {
        for (int t = 0; t < hours; t++) {
          scores[s][t] = random.nextInt(100);
        }
        supplies.add(Supply.of("s" + s, Series.hourly(START, scores[s])));
      }
      String[] names = sites == 1 ? new String[] {"s0"} : new String[] {"s0", "s1"};
      Work whole = job(count, hours, names).moving(new BigDecimal(move));
      Work apart = whole.interruptible(new BigDecimal(resume));

      for (Work job : List.of(whole, apart)) {
        double best =
            Exhaustive.anyhow(scores, count, 1, resume / 1000, move / 1000, job.interruptible());
        double found =
            new Planner(Weights.CARBON, supplies, Load.none())
                .plan(job)
                .orElseThrow()
                .footprint(supplies, Load.none())
                .grams()
                .orElseThrow()
                .doubleValue();
        assertThat(found).as("case %d, %s", n, job).isCloseTo(best, within(1e-6));
      }
    }
  }
}
