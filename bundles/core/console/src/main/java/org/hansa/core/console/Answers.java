package org.hansa.core.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a function answered, for people: lists of objects as tables under their field's name, all
 * else as {@code field: value}. Digests are cut as people cut them, the full ones are in {@code
 * --json}.
 */
public final class Answers {

  private static final String DIGEST = "(sha256:)?[0-9a-f]{64}";
  private static final int SHOWN = 12;

  private final Output screen;

  public Answers(Output screen) {
    this.screen = screen;
  }

  public void show(ObjectNode answer) {
    for (Map.Entry<String, JsonNode> field : answer.properties()) {
      if (!isTable(field.getValue())) {
        screen.line(field.getKey() + ": " + text(field.getValue()));
      }
    }
    for (Map.Entry<String, JsonNode> field : answer.properties()) {
      if (isTable(field.getValue())) {
        screen.line("");
        screen.line(field.getKey().toUpperCase(Locale.ROOT));
        screen.table(table(field.getValue()));
      }
    }
  }

  private static boolean isTable(JsonNode value) {
    return value.isArray() && !value.isEmpty() && value.get(0).isObject();
  }

  private static Table table(JsonNode rows) {
    Set<String> fields = new LinkedHashSet<>();
    rows.forEach(row -> row.fieldNames().forEachRemaining(fields::add));
    Table table = new Table(fields.stream().map(f -> f.toUpperCase(Locale.ROOT)).toList());
    rows.forEach(row -> table.row(fields.stream().map(f -> text(row.path(f))).toArray()));
    return table;
  }

  private static String text(JsonNode value) {
    if (value.isObject() && value.has("message")) {
      return value.get("message").asText();
    }
    if (value.isObject()) {
      return String.join(
          ", ",
          value.properties().stream().map(e -> e.getKey() + "=" + inner(e.getValue())).toList());
    }
    String text = Listing.text(value);
    return text.matches(DIGEST) ? text.replace("sha256:", "").substring(0, SHOWN) : text;
  }

  /** In brackets where it has commas of its own. */
  private static String inner(JsonNode value) {
    return value.isObject() && !value.has("message") ? "(" + text(value) + ")" : text(value);
  }
}
