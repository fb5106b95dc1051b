package org.hansa.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceJsonTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Ref LINE = new Ref("Application", "demo", "line");

  /** The reader speaks of its own classes, which are nothing to whoever wrote the document. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"labels\":[]}|at [\"labels\"]: it is not an object",
        "{\"labels\":{\"a\":1}}|at [\"labels\"]->[\"a\"]: it is not a text",
        "{\"kind\":[]}|at [\"kind\"]: it is not a text",
        "{\"name\":{}}|at [\"name\"]: it is not a text"
      })
  void whatDoesNotFitIsSaidInWordsOfTheDocument(String document, String says) {
    assertThatThrownBy(() -> ResourceJson.draft(Json.read(document), "demo"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(says)
        .message()
        .doesNotContain("java", "Json", "Token");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Resource owner =
        Resource.fresh(Draft.of(LINE, Doc.parse("{\"x\":1}")), "u1", NOW, Optional.empty());
    Draft draft =
        new Draft(
            new Ref("Workload", "demo", "line.a"),
            Map.of("k", "v"),
            Optional.of(LINE),
            Set.of("f"),
            Doc.EMPTY);
    Observation seen =
        new Observation(
            Optional.of(new Ref("Endpoint", "system", "e")),
            "workload",
            "APPLY",
            "d",
            Observation.Outcome.FAILED,
            Optional.of(NOW),
            true,
            Doc.parse("{\"s\":1}"),
            2,
            Optional.of(new Observation.Failure("CONFLICT", "port", true)),
            Optional.of(NOW),
            Optional.of(40));
    Resource full =
        Resource.fresh(draft, "u2", NOW, Optional.of(owner.asOwner()))
            .withConditions(List.of(Condition.no("Ready", "r", "m", NOW)))
            .withHolds(new TreeSet<>(Set.of("wait")))
            .withDeleting(NOW)
            .withStatus(Doc.parse("{\"y\":2}"))
            .withObserved("c", seen)
            .withRevision(7);
    assertThat(ResourceJson.read(ResourceJson.write(full))).isEqualTo(full);
    Resource unlucky =
        full.withLabels(Map.of("a\"b", "c\\d\n\u0001\u2028\u00fc", "b", ""))
            .withSpec(Doc.parse("{\"x\":[1.50,{\"\u00e4\":null}],\"a\":1e3}"))
            .withFinalizers(new TreeSet<>(Set.of("b", "a")))
            .withObserved("d", Observation.NONE)
            .withConditions(List.of(Condition.yes("Placed", "", "\t", NOW.plusNanos(5))));
    for (Resource each : List.of(owner, full, unlucky, full.withStatus(Doc.EMPTY))) {
      assertThat(ResourceJson.text(each)).isEqualTo(Json.text(ResourceJson.write(each)));
      assertThat(each.sameAs(each.withRevision(each.revision() + 1))).isTrue();
    }
    assertThat(full.sameAs(unlucky)).isFalse();
  }

  @Test
  void aConditionKeepsItsDateWhileItsStateStays() {
    Resource r = Resource.fresh(Draft.of(LINE, Doc.EMPTY), "u", NOW, Optional.empty());
    Resource said = r.withConditions(List.of(Condition.no("Ready", "a", "m", NOW)));
    Instant later = NOW.plusSeconds(9);
    assertThat(
            said.withConditions(List.of(Condition.no("Ready", "b", "n", later)))
                .condition("Ready")
                .orElseThrow()
                .since())
        .isEqualTo(NOW);
    assertThat(
            said.withConditions(List.of(Condition.yes("Ready", "b", "n", later)))
                .condition("Ready")
                .orElseThrow()
                .since())
        .isEqualTo(later);
  }

  @Test
  void aDraftNamesTheFieldThatIsNotKnownAndTheNearest() {
    assertThatThrownBy(
            () ->
                ResourceJson.draft(
                    Json.read("{\"kind\":\"Application\",\"name\":\"a\",\"spce\":{}}"), "demo"))
        .isInstanceOfSatisfying(
            Problem.class,
            p -> assertThat(p.line()).contains("spce").contains("Maybe 'spec' was meant"));
  }

  @Test
  void aLabelIsAText() {
    for (String bad : List.of("null", "1", "[]")) {
      String text = "{\"kind\":\"Application\",\"name\":\"a\",\"labels\":{\"b\":" + bad + "}}";
      assertThatThrownBy(() -> ResourceJson.draft(Json.read(text), "demo"))
          .isInstanceOfSatisfying(
              Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.INVALID));
    }
  }

  @Test
  void namesThatNoHostCouldHaveAreRefused() {
    for (String bad : List.of("", "A", "a b", "-a", "a-", "../a", "a/b", "a".repeat(254))) {
      assertThatThrownBy(() -> new Ref("Application", "demo", bad)).isInstanceOf(Problem.class);
    }
    assertThatThrownBy(() -> Ref.parse("Application/demo")).isInstanceOf(Problem.class);
    assertThat(Ref.parse("Application/demo/line")).isEqualTo(LINE);
  }
}
