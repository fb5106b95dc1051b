package org.hansa.sustainability.scheduler.shift;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RollingTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int HOURS = 24;

  private static Work job(int hours, boolean apart) {
    Work whole =
        Work.of(
            "batch",
            Duration.ofHours(hours).minusMinutes(10),
            START,
            START.plus(Duration.ofHours(HOURS)),
            new BigDecimal(200),
            "a",
            "b");
    return apart ? whole.interruptible(new BigDecimal(20)).moving(new BigDecimal(50)) : whole;
  }

  private static Series noise(Random random) {
    double[] values = random.doubles(HOURS, 1, 1000).toArray();
    return Series.hourly(START, values);
  }

  private static List<String> places(Schedule schedule) {
    return schedule.slots().stream().map(s -> s.hour() + " " + s.site()).toList();
  }

  /** Each hour everything is said to be different, and nothing of it is true. */
  @Test
  void keepsTheDeadlineHoweverWrongTheForecastsAre() {
    Random random = new Random(3);
    for (int n = 0; n < 200; n++) {
      Work job = job(1 + n % 8, n % 2 == 0).withSlack(Duration.ofMinutes(n % 90));
      Schedule ran =
          Rolling.run(
                  job,
                  Weights.CARBON,
                  now -> List.of(Supply.of("a", noise(random)), Supply.of("b", noise(random))))
              .orElseThrow();

      assertThat(ran.slots())
          .hasSize(job.hours())
          .isSortedAccordingTo(Comparator.comparing(Slot::hour));
      assertThat(ran.slots().stream().map(Slot::hour).distinct()).hasSize(job.hours());
      Duration unused = Series.HOUR.multipliedBy(job.hours()).minus(job.duration());
      assertThat(ran.end().minus(unused).plus(job.slack())).isBeforeOrEqualTo(job.deadline());
      assertThat(ran.begin()).isAfterOrEqualTo(job.earliest());
    }
  }

  /** Nothing was forecast at all. */
  @Test
  void runsAtOnceWhereNothingIsKnown() {
    Schedule ran = Rolling.run(job(3, false), Weights.CARBON, now -> List.of()).orElseThrow();

    assertThat(ran.begin()).isEqualTo(START);
    assertThat(ran.saving(List.of(), Load.none()).carbonPercent()).isEmpty();
  }

  @Test
  void isAsGoodAsOnePlanWhereTheForecastIsCertain() {
    Random random = new Random(5);
    for (int n = 0; n < 50; n++) {
      List<Supply> supplies = List.of(Supply.of("a", noise(random)), Supply.of("b", noise(random)));
      Work job = job(1 + n % 8, n % 2 == 0);

      Schedule ran = Rolling.run(job, Weights.CARBON, now -> supplies).orElseThrow();

      Schedule planned = new Planner(Weights.CARBON, supplies, Load.none()).plan(job).orElseThrow();
      assertThat(places(ran)).isEqualTo(places(planned));
    }
  }

  @Test
  void takesSeveralForecastsTogetherByHowSureTheyAre() {
    Outlook outlook = new Outlook(START, 2);
    outlook.add(new Forecast(START, Series.hourly(START, 100), 10));
    outlook.add(new Forecast(START, Series.hourly(START, 130), 20));

    assertThat(outlook.series().values().get(0).orElseThrow()).isEqualByComparingTo("106");
    assertThat(outlook.series().values().get(1)).isEmpty();
  }
}
