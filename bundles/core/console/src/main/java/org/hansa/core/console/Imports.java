package org.hansa.core.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.format.Imported;
import org.hansa.core.api.format.Importer;

/**
 * Documents in the formats of others: read within bounds, and what came of them, as it is shown.
 */
public final class Imports {

  /** The longest document, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private Imports() {}

  /**
   * What the importer of a format makes of a document, as it is answered: {@code format}, {@code
   * application}, {@code notUnderstood}.
   *
   * @throws Problem NOT_FOUND for an unknown format; MALFORMED with the line, TOO_LARGE, INVALID
   */
  public static ObjectNode read(
      Collection<Importer> importers, String format, String text, Importer.Wanted wanted) {
    Importer importer = find(importers, format);
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw tooLong();
    }
    List<JsonNode> documents = Yaml.expanded(text);
    if (documents.size() != 1) {
      throw new Problem(
          Problem.Reason.MALFORMED,
          documents.isEmpty() ? "the document is empty" : "there are several documents",
          "Give one.");
    }
    return tree(format, importer.read(documents.get(0), wanted));
  }

  public static Problem tooLong() {
    return new Problem(
        Problem.Reason.TOO_LARGE,
        "the document is longer than " + MAX_BYTES + " bytes",
        "Make several applications of it.");
  }

  private static Importer find(Collection<Importer> importers, String format) {
    TreeMap<String, Importer> known = new TreeMap<>();
    importers.forEach(each -> known.put(each.format(), each));
    if (known.containsKey(format)) {
      return known.get(format);
    }
    String all =
        known.isEmpty()
            ? "No importer is installed."
            : "There are " + String.join(", ", known.keySet()) + ".";
    throw new Problem(
        Problem.Reason.NOT_FOUND,
        "there is no format '" + format + "'",
        Nearest.to(format, known.keySet())
            .map(n -> "Maybe '" + n + "' was meant. " + all)
            .orElse(all));
  }

  private static ObjectNode tree(String format, Imported imported) {
    Draft draft = imported.draft();
    ObjectNode application = JsonNodeFactory.instance.objectNode();
    application.put("kind", draft.ref().kind());
    application.put("tenant", draft.ref().tenant());
    application.put("name", draft.ref().name());
    if (!draft.labels().isEmpty()) {
      application.set("labels", Json.tree(draft.labels()));
    }
    application.set("spec", draft.spec().tree());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("format", format);
    answer.set("application", application);
    answer.set("notUnderstood", Json.tree(imported.notes()));
    return answer;
  }

  /**
   * A document to be kept: what was not understood stands before it as comments, so that it is not
   * lost on the way.
   */
  public static void show(Output screen, JsonNode answer) {
    notes(screen, answer, "# ");
    JsonNode application = answer.path("application");
    ObjectNode ordered = JsonNodeFactory.instance.objectNode();
    for (String field : List.of("kind", "tenant", "name", "labels", "spec")) {
      if (application.has(field)) {
        ordered.set(field, application.get(field));
      }
    }
    YamlText.of(ordered).lines().forEach(screen::line);
  }

  /** What was not understood, a line each. */
  public static void notes(Output screen, JsonNode answer, String before) {
    JsonNode notes = answer.path("notUnderstood");
    screen.line(
        before
            + (notes.isEmpty()
                ? "All of it was understood."
                : "Not understood, or only in part: " + notes.size()));
    for (JsonNode note : notes) {
      String value = note.path("value").asText("");
      screen.line(
          before
              + Table.clean(
                  note.path("path").asText()
                      + (value.isEmpty() ? "" : " '" + value + "'")
                      + (note.path("inPart").asBoolean() ? " (in part): " : ": ")
                      + note.path("why").asText()
                      + ". "
                      + note.path("cure").asText()));
    }
  }
}
