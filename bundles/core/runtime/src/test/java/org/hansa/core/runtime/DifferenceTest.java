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

  @Test
  void aListThatBecomesEmptyIsGone() {
    Resource led = RUNS.withStatus(Doc.parse("{\"targets\":[\"127.0.0.1:1\"]}"));

    List<Plan.Field> fields =
        Difference.of(Optional.of(led), Optional.of(led.withStatus(Doc.EMPTY)), /* called= */ true);

    assertThat(fields).extracting(Plan.Field::after).containsExactly(Optional.empty());
  }
}
