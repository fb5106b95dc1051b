package org.hansa.core.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {

  @Test
  void readsDocumentsAsTheJsonTheyStandFor() {
    var read =
        Yaml.read(
            """
            kind: Site        # a comment
            spec: {price: {cpuHour: 0.021}, list: [1, "1", true, null]}
            ---
            kind: Endpoint
            """);
    assertThat(read)
        .extracting(Json::text)
        .containsExactly(
            "{\"kind\":\"Site\",\"spec\":{\"list\":[1,\"1\",true,null],\"price\":{\"cpuHour\":0.021}}}",
            "{\"kind\":\"Endpoint\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no",
        "on",
        "yes",
        "No",
        "12:30",
        "0x1F",
        "0o17",
        "017",
        "1_000",
        ".5",
        "2026-01-01",
        "True",
        ".inf"
      })
  void wordsThatOlderYamlBendsStayText(String word) {
    JsonNode value = Yaml.read("a: " + word).get(0).get("a");
    assertThat(value.isTextual()).isTrue();
    assertThat(value.textValue()).isEqualTo(word);
  }

  @Test
  void decimalsStayExact() {
    assertThat(Yaml.read("a: 0.10000000000000000000001").get(0).get("a").decimalValue())
        .isEqualByComparingTo("0.10000000000000000000001");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1\\na: 2|line 2, column 1|twice",
        "a: &x 1|line 1, column 4|anchors",
        "b: 1\\na: *x|line 2, column 4|anchors",
        "a: !!java.io.File x|line 1, column 4|tags",
        "a: !x {}|line 1, column 4|tags",
        "a: {<<: 1}|line 1, column 5|merge",
        "? [1, 2]\\n: 3|line 1, column 3|key",
        "a: [1, 2|line 1|not valid YAML",
        "a: \"\\uD800x\"|line 1, column 4|half a character",
        "\"\\uDC00\": 1|line 1, column 1|half a character"
      })
  void refusesWithLineAndColumn(String text, String where, String why) {
    assertThatThrownBy(() -> Yaml.read(text.replace("\\n", "\n")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(where)
        .hasMessageContaining(why)
        .matches(e -> ((Problem) e).reason() == Problem.Reason.MALFORMED);
  }

  @Test
  void refusesTheBillionLaughs() {
    String bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n";
    assertThatThrownBy(() -> Yaml.read(bomb)).hasMessageContaining("anchors");
  }

  @Test
  void boundsDepthCountAndSize() {
    String deep = "[".repeat(Yaml.MAX_DEPTH + 1) + "]".repeat(Yaml.MAX_DEPTH + 1);
    String wide = "[" + "1,".repeat(Yaml.MAX_NODES) + "1]";
    String many = "---\n1\n".repeat(Yaml.MAX_DOCUMENTS + 1);
    String longest = " ".repeat(Json.MAX_BYTES + 1);
    for (String text : new String[] {deep, wide, many, longest}) {
      assertThatThrownBy(() -> Yaml.read(text))
          .matches(e -> ((Problem) e).reason() == Problem.Reason.TOO_LARGE);
    }
  }

  @Test
  void expandsAnchorsAndMergeKeysInTheFilesOfOthers() {
    String text =
        """
        x-common: &common
          image: app:1
          environment: &env {A: "1", B: "2"}
        web:
          <<: *common
          environment:
            <<: [*env, {B: other, C: "3"}]
            A: own
        job: *common
        words: [&w one, *w]
        """;
    assertThat(Yaml.expanded(text))
        .extracting(Json::text)
        .containsExactly(
            "{\"job\":{\"environment\":{\"A\":\"1\",\"B\":\"2\"},\"image\":\"app:1\"},"
                + "\"web\":{\"environment\":{\"A\":\"own\",\"B\":\"2\",\"C\":\"3\"},"
                + "\"image\":\"app:1\"},\"words\":[\"one\",\"one\"],"
                + "\"x-common\":{\"environment\":{\"A\":\"1\",\"B\":\"2\"},\"image\":\"app:1\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: *x|line 1, column 4|no anchor 'x'",
        "a: &x {b: *x}|line 1, column 11|no anchor 'x'",
        "--- \\na: &x 1\\n---\\nb: *x|line 4, column 4|no anchor 'x'",
        "<<: 1|line 1, column 1|only mappings",
        "a: !reset null|line 1, column 4|tags",
        "a: 1\\na: 2|line 2, column 1|twice"
      })
  void refusesWhatCannotBeExpanded(String text, String where, String why) {
    assertThatThrownBy(() -> Yaml.expanded(text.replace("\\n", "\n")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(where)
        .hasMessageContaining(why);
  }

  /** Copies of a text share it; whoever writes them out does not. */
  @Test
  void aLongTextIsNotNamedAgainAndAgain() {
    String text = "a: &a " + "x".repeat(900_000) + "\nb: [" + "*a , ".repeat(3000) + "]\n";
    assertThatThrownBy(() -> Yaml.expanded(text))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("with its aliases")
        .matches(e -> ((Problem) e).reason() == Problem.Reason.TOO_LARGE);
  }

  /** A few lines that would come to a billion words are refused before they do. */
  @Test
  void whatIsTooMuchOnceExpandedIsRefused() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String last = "*a" + (i - 1);
      text.append("a%d: &a%d [%s]%n".formatted(i, i, (last + ", ").repeat(8) + last));
    }
    assertThatThrownBy(() -> Yaml.expanded(text.toString()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("more than 100000 values")
        .matches(e -> ((Problem) e).reason() == Problem.Reason.TOO_LARGE);
  }
}
