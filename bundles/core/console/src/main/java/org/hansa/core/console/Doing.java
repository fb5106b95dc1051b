package org.hansa.core.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.hansa.core.api.Json;
import org.hansa.core.api.Operation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.gate.Gate;

/** What can be done with resources, as it is asked for and looked on at. */
public final class Doing {

  private static final int BAR = 24;

  private final Output screen;

  public Doing(Output screen) {
    this.screen = screen;
  }

  /**
   * Words as JSON, typed by the schema; a list's elements stand between commas. What is no number
   * where one is asked for is left to the gate to refuse.
   *
   * @throws Problem INVALID for a word that is not key=value, or a key twice
   */
  public static ObjectNode arguments(List<String> words, JsonNode schema) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    for (String word : words) {
      int at = word.indexOf('=');
      if (at < 1 || arguments.has(word.substring(0, at))) {
        throw Problem.invalid("argument", word, "key=value, each key once", "Correct it.");
      }
      String key = word.substring(0, at);
      arguments.set(key, typed(word.substring(at + 1), schema.path("properties").path(key)));
    }
    return arguments;
  }

  private static JsonNode typed(String text, JsonNode schema) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (schema.path("type").asText()) {
      case "array" -> {
        ArrayNode all = json.arrayNode();
        for (String one : text.split(",", -1)) {
          all.add(typed(one.strip(), schema.path("items")));
        }
        yield all;
      }
      case "boolean" ->
          text.matches("true|false") ? json.booleanNode(text.equals("true")) : json.textNode(text);
      case "integer", "number" ->
          text.matches("-?[0-9]{1,18}([.][0-9]{1,18})?")
              ? json.numberNode(new BigDecimal(text))
              : json.textNode(text);
      default -> json.textNode(text);
    };
  }

  /** What there is to do with a kind. */
  public void list(List<Gate.Deed> deeds) {
    Table table = new Table(List.of("VERB", "ARGUMENTS", "ABOUT"));
    for (Gate.Deed deed : deeds) {
      List<String> names =
          Json.read(deed.argumentsSchema()).path("properties").properties().stream()
              .map(property -> property.getKey())
              .toList();
      table.row(deed.verb(), String.join(", ", names), deed.about());
    }
    screen.table(table);
  }

  /** {@code [######------------------] 25 % }. */
  public static String bar(int percent) {
    int done = Math.min(100, Math.max(0, percent)) * BAR / 100;
    return "[%s%s] %3d %%  ".formatted("#".repeat(done), "-".repeat(BAR - done), percent);
  }

  /**
   * {@code [######------------------] 25 % rubbing cup 12s}.
   *
   * @param now as the installation's clock says it
   */
  public static String far(Operation.Status status, Instant now) {
    StringBuilder line = new StringBuilder(status.percent().map(Doing::bar).orElse(""));
    line.append(Table.clean(status.line().orElse(status.phase().name().toLowerCase(Locale.ROOT))));
    status
        .began()
        .ifPresent(began -> line.append("  ").append(Wording.age(Duration.between(began, now))));
    return line.toString();
  }

  /**
   * @throws Problem as the operation failed, if it did
   */
  public static void requireDone(Resource operation) {
    Operation.Status status = operation.status().as(Operation.Status.class);
    if (status.failure().isPresent()) {
      Operation.Failure why = status.failure().get();
      throw new Problem(reason(why.reason()), operation.ref() + ": " + why.message(), why.cure());
    }
  }

  /** What came of it. */
  public void result(Resource operation) {
    Operation.Status status = operation.status().as(Operation.Status.class);
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    status.result().ifPresent(fields -> fields.forEach(result::set));
    new Answers(screen).show(result);
    screen.line(operation.ref() + " is done.");
  }

  private static Problem.Reason reason(String word) {
    for (Problem.Reason reason : Problem.Reason.values()) {
      if (reason.name().equals(word)) {
        return reason;
      }
    }
    return Problem.Reason.INTERNAL;
  }
}
