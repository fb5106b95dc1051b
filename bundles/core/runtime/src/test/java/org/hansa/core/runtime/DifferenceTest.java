package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.plan.Plan;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  private static final Resource RUNS =
      Resource.fresh(
              Draft.of(new Ref("Instance", "demo", "feed.0"), Doc.parse("{\"a\":1}")),
              "uid",
              Instant.EPOCH,
              Optional.empty())
          .withStatus(Doc.parse("{\"id\":\"4711\",\"phase\":\"Running\"}"));

  private static final Resource EXPECTED = RUNS.withStatus(Doc.parse("{\"phase\":\"Running\"}"));

  /** It will be there again, with a value that nobody can know before. */
  @Test
  void whatADriverIsYetToSayIsKnownAfterApply() {
    List<Plan.Field> fields =
        Difference.of(Optional.of(RUNS), Optional.of(EXPECTED), /* called= */ true);

    assertThat(fields).extracting(Plan.Field::pointer).containsExactly("/status/id");
    assertThat(fields.get(0).before().orElseThrow().asText()).isEqualTo("4711");
    assertThat(fields.get(0).after().orElseThrow().asText()).isEqualTo("known after apply");
  }

  @Test
  void whatNoDriverIsAskedForIsGone() {
    List<Plan.Field> fields =
        Difference.of(Optional.of(RUNS), Optional.of(EXPECTED), /* called= */ false);

    assertThat(fields).extracting(Plan.Field::after).containsExactly(Optional.empty());
  }

  @Test
  void whatIsNoLongerWantedIsGoneWhoeverIsCalled() {
    List<Plan.Field> fields =
        Difference.of(Optional.of(RUNS), Optional.of(RUNS.withSpec(Doc.EMPTY)), /* called= */ true);

    assertThat(fields).extracting(Plan.Field::pointer).containsExactly("/spec/a");
    assertThat(fields.get(0).after()).isEmpty();
  }

  private static List<String> between(String before, String after) {
    Resource left = RUNS.withSpec(Doc.parse(before));
    Resource right = RUNS.withSpec(Doc.parse(after));
    return Difference.of(Optional.of(left), Optional.of(right), /* called= */ false).stream()
        .map(f -> f.pointer() + " " + f.before().orElse(null) + " " + f.after().orElse(null))
        .toList();
  }

  @Test
  void aThingInAListIsToldByWhatChangesInIt() {
    assertThat(
            between(
                "{\"parts\":[{\"name\":\"a\",\"n\":1},{\"name\":\"b\",\"n\":1}]}",
                "{\"parts\":[{\"name\":\"a\",\"n\":1},{\"name\":\"b\",\"n\":2}]}"))
        .containsExactly("/spec/parts/1/n 1 2");
    assertThat(
            between(
                "{\"parts\":[{\"name\":\"a\"}]}",
                "{\"parts\":[{\"name\":\"a\"},{\"name\":\"b\"}]}"))
        .containsExactly("/spec/parts/1/name null \"b\"");
  }

  @Test
  void aListOfOthersIsToldWhole() {
    assertThat(
            between(
                "{\"parts\":[{\"name\":\"a\"},{\"name\":\"b\"}]}",
                "{\"parts\":[{\"name\":\"b\"}]}"))
        .singleElement()
        .asString()
        .startsWith("/spec/parts [");
    assertThat(between("{\"words\":[\"a\"]}", "{\"words\":[\"b\"]}"))
        .containsExactly("/spec/words [\"a\"] [\"b\"]");
  }

  @Test
  void aListThatBecomesEmptyIsGone() {
    Resource led = RUNS.withStatus(Doc.parse("{\"targets\":[\"127.0.0.1:1\"]}"));

    List<Plan.Field> fields =
        Difference.of(Optional.of(led), Optional.of(led.withStatus(Doc.EMPTY)), /* called= */ true);

    assertThat(fields).extracting(Plan.Field::after).containsExactly(Optional.empty());
  }
}
