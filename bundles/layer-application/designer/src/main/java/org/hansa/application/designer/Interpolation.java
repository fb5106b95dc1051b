package org.hansa.application.designer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hansa.core.api.Problem;

/**
 * Puts variables into the texts of a document, as Compose does: in values, not in keys; once,
 * before anything else is read. Only variables that were given count, none of this process.
 */
final class Interpolation {

  private static final int LONGEST_PATH = 500;

  /** Of all texts together: a short one may name a long variable many times. */
  private static final int MOST_CHARACTERS = 4 << 20;

  private final Map<String, String> variables;
  private final Report report;
  private long characters;

  Interpolation(Map<String, String> variables, Report report) {
    this.variables = variables;
    this.report = report;
  }

  /**
   * The same document with what its variables say.
   *
   * @throws Problem INVALID for a variable that the document demands and nobody gave, and for a
   *     dollar sign that begins nothing; TOO_LARGE
   */
  JsonNode of(Place place) {
    if (place.path().length() > LONGEST_PATH) {
      throw new Problem(
          Problem.Reason.TOO_LARGE,
          "a place in the document has a path of more than " + LONGEST_PATH + " characters",
          "Use shorter keys.");
    }
    if (place.value().isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      place.entries().forEach((key, child) -> object.set(key, of(child)));
      return object;
    }
    if (place.value().isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      place.items().forEach(child -> array.add(of(child)));
      return array;
    }
    return place.value().isTextual() ? text(place) : place.value();
  }

  private JsonNode text(Place place) {
    String text = place.value().textValue();
    if (text.indexOf('$') < 0) {
      return place.value();
    }
    Set<String> missing = new TreeSet<>();
    Template template = new Template(place, variables, missing);
    String put = template.text();
    characters += put.length();
    if (characters > MOST_CHARACTERS) {
      throw new Problem(
          Problem.Reason.TOO_LARGE,
          place.path() + " makes the document longer than " + MOST_CHARACTERS + " characters",
          "Name long variables less often.");
    }
    missing.forEach(
        name ->
            report.note(
                place,
                true,
                "the variable " + name + " is not given, and an empty text stands for it",
                "Give it with --env " + name + "=..., or write a default: ${" + name + ":-...}."));
    return JsonNodeFactory.instance.textNode(put);
  }
}
