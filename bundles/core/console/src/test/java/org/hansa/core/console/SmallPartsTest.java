package org.hansa.core.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.junit.jupiter.api.Test;

class SmallPartsTest {

  @Test
  void tableFitsTheWidthAndCutsTheWidestColumn() {
    Table table = new Table("NAME", "MESSAGE").row("a", "x".repeat(100)).row("bb", "short");
    assertThat(table.lines(40, false))
        .allMatch(line -> line.length() <= 40)
        .anyMatch(l -> l.endsWith("…"));
    assertThat(table.lines(0, false)).anyMatch(line -> line.contains("x".repeat(100)));
    assertThat(table.lines(40, false).get(2)).isEqualTo("bb    short");
  }

  @Test
  void whatSteersATerminalIsShownNowhereAndEscapedInJson() {
    String evil = "a\u001b]0;x\u0007\u009b2J\u202eb\r\n\tc";
    assertThat(Table.clean(evil)).isEqualTo("a]0;x2Jb c");
    assertThat(Table.shown(evil)).isEqualTo("a]0;x2Jb\n\tc");
    String json = Json.pretty(Json.tree(Map.of("label", evil)));
    assertThat(Table.escaped(json)).contains("\\u009b", "\\u202e").doesNotContain("\u009b");
    assertThat(Json.read(Table.escaped(json)).path("label").asText()).isEqualTo(evil);
  }

  @Test
  void tableIsColouredOnlyWhenAskedAndNeverSteersTheTerminal() {
    Table table = new Table("A").row(new Table.Cell("ok", "32")).row("evil\u001b[2J\nnext");
    assertThat(table.lines(80, false)).noneMatch(line -> line.contains("\u001b"));
    assertThat(table.lines(80, true).get(1)).isEqualTo("\u001b[32mok\u001b[0m");
    assertThat(table.lines(80, true).get(2)).isEqualTo("evil[2J next");
  }

  @Test
  void whatIsNotKnownSaysForHowLong() {
    Instant noon = Instant.parse("2026-11-28T12:00:00Z");
    Ref ref = new Ref("Host", "system", "edge");
    Resource fresh = Resource.fresh(Draft.of(ref, Doc.EMPTY), "uid", noon, Optional.empty());
    Condition lost = Condition.unknown(Condition.READY, "NoAnswer", "", noon.plusSeconds(60));
    Resource away = fresh.withConditions(List.of(lost));
    Listing listing = new Listing(List.of(), false);

    assertThat(listing.table(List.of(away), noon.plusSeconds(185)).lines(0, false).get(1))
        .isEqualTo("system  edge  Unknown for 2m5s  3m5s");
    Condition stalled = Condition.yes(Condition.STALLED, "Lost", "", noon);
    Resource worse = fresh.withConditions(List.of(lost, stalled));
    assertThat(listing.table(List.of(worse), noon.plusSeconds(90)).lines(0, false).get(1))
        .isEqualTo("system  edge  Stalled, unknown for 30s  1m30s");
  }

  @Test
  void labelsSelect() {
    Map<String, String> labels = Map.of("line", "7");
    assertThat(Labels.parse("line=7").selects(labels)).isTrue();
    assertThat(Labels.parse("line!=7").selects(labels)).isFalse();
    assertThat(Labels.parse("line").selects(labels)).isTrue();
    assertThat(Labels.parse("other!=x").selects(labels)).isTrue();
    assertThatThrownBy(() -> Labels.parse("=7")).isInstanceOf(Problem.class);
  }

  @Test
  void agesAreShort() {
    assertThat(List.of(7L, 125L, 3600L, 90_000L))
        .extracting(s -> Wording.age(Duration.ofSeconds(s)))
        .containsExactly("7s", "2m5s", "1h0m", "1d1h");
  }

  @Test
  void passwordsAreLongAndDiffer() {
    Random random = new Random(1);
    assertThat(Passwords.generate(random))
        .matches("[a-z2-9]{24}")
        .isNotEqualTo(Passwords.generate(random));
  }
}
