package org.hansa.core.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import org.hansa.core.api.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** JSON as YAML, for people and for any reader. */
class YamlTextTest {

  private static final List<String> PIECES =
      List.of(
          "a",
          "no",
          "0",
          "1e3",
          ":",
          "- ",
          "#",
          "'",
          "\"",
          "\\",
          "\n",
          "\r",
          "\t",
          " ",
          "{",
          "&",
          "*",
          "!",
          "%",
          "|",
          ">",
          "?",
          "~",
          "<<",
          "é",
          "\u0085",
          "\u2028",
          "\ufeff",
          "\u0000",
          "\ud83d\ude00",
          "\u007f",
          "---",
          "...");

  @Test
  void itReadsAsPeopleWriteIt() {
    String json =
        """
        {"kind":"Application","labels":{},"spec":{"image":"a/b:1","on":"no","size":1.50,
        "ports":[80,443],"parts":[{"name":"x","args":["-v"]},[[],[1]],null]}}""";
    assertThat(YamlText.of(Json.read(json)))
        .isEqualTo(
            """
            kind: Application
            labels: {}
            spec:
              image: "a/b:1"
              "on": "no"
              size: 1.50
              ports:
                - 80
                - 443
              parts:
                - name: x
                  args:
                    - "-v"
                - - []
                  - - 1
                - null
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"shop\"", "\"\"", "null", "1.50", "{}", "[]", "true", "\"true\""})
  void whatHasNoPartsStandsOnOneLine(String json) {
    assertThat(YamlText.of(Json.read(json))).hasLineCount(1);
    assertThat(
            new Load(LoadSettings.builder().build()).loadFromString(YamlText.of(Json.read(json))))
        .isEqualTo(new Load(LoadSettings.builder().build()).loadFromString(json));
  }

  @Test
  void whateverIsWrittenIsReadBackAsItWas() {
    Random random = new Random(20261128);
    for (int i = 0; i < 3000; i++) {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      fill(tree, random, 3);
      String text = YamlText.of(tree);
      assertThat(Yaml.read(text)).as(text).containsExactly(tree);
    }
  }

  @Test
  void keysMayBeAsLongAsJsonAllows() {
    JsonNode tree = Json.read("{\"" + "\\u0001".repeat(1000) + "\":{\"a\":[1]},\"b\":2}");
    assertThat(Yaml.read(YamlText.of(tree))).containsExactly(tree);
  }

  private static void fill(ObjectNode tree, Random random, int depth) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      tree.set(word(random), value(random, depth));
    }
  }

  private static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> JsonNodeFactory.instance.textNode(word(random));
      case 1 -> Json.read(Integer.toString(random.nextInt(2000) - 1000));
      case 2 -> Json.read(random.nextInt(100) + ".50");
      case 3 -> Json.read(List.of("null", "true", "false", "{}", "[]").get(random.nextInt(5)));
      case 4 -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fill(object, random, depth - 1);
        yield object;
      }
      default -> {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(random, depth - 1));
        }
        yield list;
      }
    };
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      word.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return word.toString();
  }
}
