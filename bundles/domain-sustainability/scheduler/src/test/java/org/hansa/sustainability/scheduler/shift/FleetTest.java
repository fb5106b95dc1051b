package org.hansa.sustainability.scheduler.shift;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FleetTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static Work job(String name, int hours, int deadline) {
    return Work.of(
        name,
        Duration.ofHours(hours),
        START,
        START.plus(Duration.ofHours(deadline)),
        new BigDecimal(100),
        "here");
  }

  private static Map<String, Schedule> plan(Supply supply, int watts, Work... jobs) {
    return Fleet.plan(
        List.of(jobs), Weights.CARBON, List.of(supply), Map.of("here", new BigDecimal(watts)));
  }

  private static long at(Map<String, Schedule> plans, String job) {
    return Duration.between(START, plans.get(job).begin()).toHours();
  }

  @Test
  void sharesThePowerOfASite() {
    Supply supply = Supply.of("here", Series.hourly(START, 9, 1, 5, 9));

    Map<String, Schedule> plans = plan(supply, 100, job("a", 1, 4), job("b", 1, 4));

    assertThat(List.of(at(plans, "a"), at(plans, "b"))).containsExactly(1L, 2L);
  }

  @Test
  void sharesTheSurplusOfASite() {
    Supply supply =
        new Supply(
            "here",
            Optional.of(Series.hourly(START, 9, 9, 5)),
            Optional.empty(),
            Optional.of(Series.hourly(START, 0, 100, 0)));

    Map<String, Schedule> plans = plan(supply, 1000, job("a", 1, 3), job("b", 1, 3));

    assertThat(List.of(at(plans, "a"), at(plans, "b"))).containsExactly(1L, 2L);
  }

  /** The urgent one would take what the long one cannot do without. */
  @Test
  void movesOneForAnotherThatHasNoPlace() {
    Supply supply = Supply.of("here", Series.hourly(START, 9, 1, 9, 9));

    Map<String, Schedule> plans = plan(supply, 100, job("a", 1, 3), job("b", 3, 4));

    assertThat(plans).containsOnlyKeys("a", "b");
    assertThat(at(plans, "a")).isZero();
  }

  @Test
  void leavesOutWhatHasNoPlace() {
    Supply supply = Supply.of("here", Series.hourly(START, 1, 1));

    assertThat(plan(supply, 100, job("a", 2, 2), job("b", 1, 2))).containsOnlyKeys("a");
    assertThat(plan(supply, 50, job("a", 1, 2))).isEmpty();
  }

  @Test
  void neverExceedsPowerOrDeadlines() {
    Random random = new Random(11);
    for (int n = 0; n < 30; n++) {
      Supply supply = Supply.of("here", Series.hourly(START, random.doubles(24, 1, 9).toArray()));
      List<Work> jobs = new ArrayList<>();
      for (int j = 0; j < 20; j++) {
        int hours = 1 + random.nextInt(4);
        Work job = job("j" + j, hours, hours + random.nextInt(24 - hours));
        jobs.add(j % 2 == 0 ? job : job.interruptible(new BigDecimal(10)));
      }
      Map<String, Schedule> plans = plan(supply, 400, jobs.toArray(Work[]::new));

      Map<Instant, Integer> drawn = new HashMap<>();
      plans.values().forEach(p -> p.slots().forEach(s -> drawn.merge(s.hour(), 100, Integer::sum)));
      assertThat(drawn.values()).allMatch(watts -> watts <= 400);
      assertThat(plans.values())
          .isNotEmpty()
          .allSatisfy(p -> assertThat(p.slots()).hasSize(p.job().hours()))
          .allSatisfy(p -> assertThat(p.end()).isBeforeOrEqualTo(p.job().deadline()));
    }
  }
}
