package org.hansa.core.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.machine.VolumeFacet;
import org.hansa.core.kit.Verdict.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was not tried is not taken for what holds. */
class UntriedTest {

  private static final Settings SETTINGS =
      Settings.DEFAULT.within(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(5));

  private static final String NO_ROOM = "no room: EXHAUSTED: of volume there is no more";

  private final World world = new World();

  @AfterEach
  void end() {
    world.end();
  }

  private static Report run(Subject subject, String... rules) {
    return new Verification(subject, SETTINGS.only(Set.of(rules)), Listener.SILENT).run();
  }

  private static Verdict verdict(Report report, String rule) {
    return report.verdicts().stream().filter(v -> v.rule().equals(rule)).findFirst().orElseThrow();
  }

  @Test
  void anAbilityOfWhichNothingCouldBeMadeLeavesItIncomplete() {
    Model model = new Model(Defect.NONE, world).full(VolumeFacet.NAME);
    Report report =
        run(model, "volume-size", "apply-creates", "trials-enough", "list-cursor", "logs-bounds");

    assertThat(report.broken()).as(report.table()).isEmpty();
    assertThat(report.passed()).isFalse();
    assertThat(report.complete()).isFalse();
    assertThat(report.untried()).containsExactly("volume: " + NO_ROOM);
    assertThat(verdict(report, "volume-size").outcome()).isEqualTo(Outcome.UNTRIED);
    assertThat(verdict(report, "volume-size").text()).isEqualTo(NO_ROOM);
    assertThat(verdict(report, "apply-creates").outcome()).isEqualTo(Outcome.PASSED);
    assertThat(verdict(report, "apply-creates").text())
        .as("of others")
        .isEqualTo("not tried of volume: " + NO_ROOM);
    assertThat(verdict(report, "list-cursor").text()).as("needs none").isEmpty();
  }

  @Test
  void whatNeedsNoRoomIsCompleteWithoutAny() {
    Report report = run(new Model(Defect.NONE, world).full(VolumeFacet.NAME), "list-cursor");

    assertThat(report.passed()).as(report.table()).isTrue();
    assertThat(report.untried()).isEmpty();
  }

  /** Nothing is known of it but itself, and it is at work. */
  private record Live(Model model) implements Subject {

    @Override
    public Driver driver() {
      return model;
    }

    @Override
    public Opening opening(String installation, Supplies supplies) {
      return model.opening(installation, supplies);
    }

    @Override
    public boolean shared() {
      return true;
    }
  }

  @Test
  void whatALiveEndpointIsNotTriedByIsSaidWithWhyAndLeavesItComplete() {
    Report report =
        run(
            new Live(new Model(Defect.NONE, world)),
            "open-away",
            "bad-options-refused",
            "manifest-exports",
            "server-released",
            "away-list",
            "denied-apply");

    assertThat(report.verdicts()).extracting(Verdict::outcome).containsOnly(Outcome.UNTRIED);
    assertThat(report.verdicts())
        .extracting(Verdict::text)
        .containsOnly(
            "no such address is known: that is for the driver's own tests",
            "no unusable options are known: that is for the driver's own tests",
            "its manifest is not known",
            "others may claim it at once",
            "no wrong credentials are known: that is for the driver's own tests");
    assertThat(report.passed()).as("nothing was tried").isFalse();
    assertThat(report.complete()).isTrue();
    assertThat(report.junit()).contains("skipped=\"6\"", "<skipped message=\"no such address");
    assertThat(List.of(report.table().split("\n", -1)))
        .anyMatch(line -> line.startsWith("UNTRIED  away-list"));
    assertThat(report.table()).doesNotContain("INCOMPLETE");
    assertThat(report.json()).contains("UNTRIED");

    assertThat(run(new Live(new Model(Defect.NONE, world)), "away-list", "driver-id").passed())
        .as("one of them holds")
        .isTrue();
  }
}
