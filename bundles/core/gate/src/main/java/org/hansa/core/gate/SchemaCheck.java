package org.hansa.core.gate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Problem;

/**
 * Checks a document by its schema as it is read, without a tree of it: each write is checked. All
 * violations are named, each with pointer, value, rule and, for a mistyped word, the nearest.
 * Thread-safe.
 */
final class SchemaCheck {

  /** What was made ready of the schema that a name has now. */
  private record Ready(JsonNode schema, Shape shape, Fit fit) {}

  private final Map<String, Ready> ready = new ConcurrentHashMap<>();

  /**
   * @param name whose schema it is; the next one of that name takes its place
   * @param shown false where values may be secret: then none is repeated
   * @return empty if the document fits
   */
  List<Problem.Detail> check(
      String name, String pointer, JsonNode schema, Doc document, boolean shown) {
    Ready by = ready(name, schema);
    if (Glance.fits(by.fit(), document.utf8())) {
      return List.of();
    }
    Violations found = new Violations(shown);
    try (JsonParser parser = document.parser()) {
      parser.nextToken();
      new SchemaWalk(parser, pointer, found).value(by.shape());
    } catch (IOException e) {
      throw new UncheckedIOException("a document that was read before cannot be read", e);
    }
    return found.all();
  }

  private Ready ready(String name, JsonNode schema) {
    Ready now = ready.get(name);
    if (now == null || !now.schema().equals(schema)) {
      Shape shape = Shape.of(schema);
      now = new Ready(schema, shape, new Fit(shape));
      ready.put(name, now);
    }
    return now;
  }
}
