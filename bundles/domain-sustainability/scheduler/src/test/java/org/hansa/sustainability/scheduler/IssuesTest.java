package org.hansa.sustainability.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.sustainability.api.EnergySeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuesTest {

  private static final Ref NORTH = new Ref(EnergySeries.KIND, "system", "north");

  private static Tide series(Tide tide, String issued, String... hours) {
    StringBuilder all = new StringBuilder();
    for (String hour : hours) {
      all.append(all.length() == 0 ? "" : ",").append("{'at':'" + hour + "','gramsPerKwh':100}");
    }
    return tide.put(NORTH, "{'source':'t','issued':'" + issued + "','hours':[" + all + "]}");
  }

  private static void isRefused(Tide tide, String rule) {
    assertThatThrownBy(() -> new Issues().step(tide.drive.snapshot(), tide.drive.get(NORTH)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(rule);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T02:00:00Z, 2026-01-01T00:00:00Z, 2026-01-01T01:00:00Z, not after",
    "2026-01-01T00:00:00Z, 2026-01-01T00:30:00Z, 2026-01-01T01:00:00Z, full hour",
    "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z, 2026-01-15T00:00:00Z, within 14 days",
    "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z, +1000000000-12-31T23:00:00Z, within 14 days"
  })
  void refusesWhatItWouldIgnore(String issued, String first, String last, String rule) {
    isRefused(series(new Tide(), issued, first, last), rule);
  }

  @Test
  void whatIsRefusedIsNotPlannedBy() {
    Tide tide = series(new Tide().site("north", 4), "2026-01-01T00:00:00Z", "2026-01-01T00:30:00Z");
    tide.job("{}");
    assertThat(tide.drive.step(new Scheduler(), Tide.JOB).whys().get(0).found())
        .contains("not known");
  }

  @Test
  void anOlderIssueIsRefused() {
    Tide tide = new Tide().forecast("north", 300, 200).run();
    tide.drive.pass(Duration.ofMinutes(10));
    tide.forecast("north", 300, 100).run();

    series(tide, "2026-01-01T00:05:00Z", "2026-01-01T01:00:00Z");
    isRefused(tide, "not before 2026-01-01T00:10:00Z");
  }

  @Test
  void aCorrectionOfAnIssueTakesItsPlace() {
    Tide tide = new Tide();
    tide.independent = true;
    tide.forecast("north", 300, 200).run();
    tide.drive.pass(Duration.ofMinutes(10));
    tide.forecast("north", 300, 400).run();
    tide.forecast("north", 300, 100).run();
    EnergySeries.Mean mean =
        tide.series("north").status().as(EnergySeries.Status.class).hours().get(1);
    assertThat(mean.gramsPerKwh().orElseThrow()).isEqualByComparingTo("150");
    assertThat(mean.issues()).isEqualTo(2);

    tide.drive.pass(Duration.ofMinutes(10));
    tide.forecast("north", 300, 300).run();
    mean = tide.series("north").status().as(EnergySeries.Status.class).hours().get(1);
    assertThat(mean.gramsPerKwh().orElseThrow()).isEqualByComparingTo("200");
  }
}
