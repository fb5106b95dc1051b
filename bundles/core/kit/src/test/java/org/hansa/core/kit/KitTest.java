package org.hansa.core.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hansa.core.kit.Verdict.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules, tried on a driver that obeys them and on one that breaks each. */
class KitTest {

  private static final Settings SETTINGS =
      Settings.DEFAULT.within(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(5));

  /** For what is to be found broken, and so waited for in vain. */
  private static final Settings QUICK =
      Settings.DEFAULT.within(
          Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(300));

  private final World world = new World();

  @AfterEach
  void end() {
    world.end();
  }

  private Report run(Defect defect, Settings settings) {
    return new Verification(new Model(defect, world), settings, Listener.SILENT).run();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void aRightDriverObeysAllRules(int looks) {
    Report report =
        new Verification(new Model(Defect.NONE, world, looks), SETTINGS, Listener.SILENT).run();

    assertThat(report.verdicts())
        .filteredOn(v -> v.outcome() != Outcome.PASSED)
        .as(report.table())
        .isEmpty();
    assertThat(report.verdicts()).hasSameSizeAs(Kit.rules());
    assertThat(report.left()).isEmpty();
    assertThat(world.things()).isEmpty();
    assertThat(report.duration()).isLessThan(Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void aDefectIsFoundByItsRule(Defect defect) {
    Report report = run(defect, QUICK.only(Set.of(defect.rule())));

    assertThat(report.broken())
        .as(report.table())
        .anySatisfy(v -> assertThat(v.rule()).isEqualTo(defect.rule()))
        .allSatisfy(v -> assertThat(v.text()).isNotBlank());
    assertThat(report.toString()).doesNotContain(Model.PASSWORD);
  }

  /** In a world that stands still its lists are whole. */
  @Test
  void cursorsThatCountAreFoundByTheRuleThatRemovesMeanwhileAlone() {
    Set<String> lists =
        Kit.rules().stream()
            .map(Rule::id)
            .filter(id -> id.startsWith("list-"))
            .collect(Collectors.toSet());

    assertThat(run(Defect.OFFSET_CURSORS, SETTINGS.only(lists)).broken())
        .extracting(Verdict::rule)
        .containsExactly("list-steady");
  }

  @Test
  void noRuleIsWithoutADefect() {
    Stream<String> broken = Arrays.stream(Defect.values()).map(Defect::rule);

    assertThat(broken.filter(r -> !r.isEmpty()).distinct())
        .containsExactlyInAnyOrderElementsOf(Kit.rules().stream().map(Rule::id).toList());
  }

  @Test
  void rulesHaveIdsOfTheirOwnAndWholeSentences() {
    Set<String> ids = new HashSet<>();
    for (Rule rule : Kit.rules()) {
      assertThat(ids.add(rule.id())).as(rule.id()).isTrue();
      assertThat(rule.id()).matches("[a-z]+(-[a-z]+)*");
      assertThat(rule.sentence()).matches("[A-Z1].*\\.");
      assertThat(rule.ability())
          .satisfiesAnyOf(
              a -> assertThat(a).isEmpty(),
              a -> assertThat(Known.names()).contains(a.orElseThrow()));
    }
    assertThat(ids).hasSizeGreaterThanOrEqualTo(55);
  }

  @Test
  void aRuleThatIsNotThereIsRefused() {
    assertThatThrownBy(
            () ->
                new Verification(
                    new Model(Defect.NONE, world),
                    SETTINGS.only(Set.of("no-such-rule")),
                    Listener.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no-such-rule");
  }

  @Test
  void whatDoesNotApplyIsSkippedAndSaysWhy() {
    Report report = run(Defect.CAN_NOTHING, SETTINGS.only(Set.of("logs-bounds", "host-ports")));

    assertThat(report.verdicts())
        .extracting(Verdict::outcome)
        .containsExactly(Outcome.SKIPPED, Outcome.SKIPPED);
    assertThat(report.verdicts().get(0).text()).contains("HostFacet");
    assertThat(report.passed()).as("nothing was tried").isFalse();
  }

  /** Besides two that clean before, and one of another installation that cleans after. */
  @Test
  void rulesThatHoldShareASessionAndAllAreClosed() {
    Model model = new Model(Defect.NONE, world);
    Set<String> rules = Set.of("observe-unknown", "observe-equal", "list-once");
    Report report = new Verification(model, SETTINGS.only(rules), Listener.SILENT).run();

    assertThat(report.count(Outcome.PASSED)).isEqualTo(3);
    assertThat(model.opened()).isEqualTo(2 + 1 + 1);
    assertThat(model.closed()).isEqualTo(model.opened());
  }

  @Test
  void aSessionInWhichARuleBrokeIsNotForTheNext() {
    Model model = new Model(Defect.ANY_CURSOR, world);
    Set<String> rules = Set.of("list-cursor", "remove-unknown");
    Report report = new Verification(model, QUICK.only(rules), Listener.SILENT).run();

    assertThat(report.broken()).extracting(Verdict::rule).containsExactly("list-cursor");
    assertThat(model.opened()).isEqualTo(2 + 2 + 1);
    assertThat(model.closed()).isEqualTo(model.opened());
  }

  @Test
  void progressIsToldRuleByRule() {
    List<String> told = new ArrayList<>();
    Listener listener =
        new Listener() {
          @Override
          public void begun(Rule rule, int n, int of) {
            told.add("begun " + rule + " " + n + "/" + of);
          }

          @Override
          public void ended(Verdict verdict, int n, int of) {
            told.add(verdict.outcome() + " " + verdict.rule() + " " + n + "/" + of);
          }
        };

    new Verification(
            new Model(Defect.NO_VERSION, world),
            SETTINGS.only(Set.of("driver-id", "driver-version")),
            listener)
        .run();

    assertThat(told)
        .containsExactly(
            "begun driver-id 1/2",
            "PASSED driver-id 1/2",
            "begun driver-version 2/2",
            "BROKEN driver-version 2/2");
  }
}
