package org.hansa.core.soap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.hansa.core.api.Problem;

/**
 * From XML that fits the contract to the document that the kind has, as the kind's own JSON Schema
 * says: what is a list there, what a number.
 */
final class NativeForm {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private NativeForm() {}

  /** A map of texts. */
  static ObjectNode texts(Element element) {
    return entries(element, JSON.objectNode().put("type", "string"));
  }

  /**
   * @param schema of the kind's spec, or a part of it
   * @throws Problem INVALID if a key stands twice, or if the kind knows no such field
   */
  static JsonNode of(Element element, JsonNode schema) {
    return switch (schema.path("type").asText()) {
      case "object" ->
          schema.path("additionalProperties").isObject()
              ? entries(element, schema.get("additionalProperties"))
              : fields(element, schema.path("properties"));
      case "array" -> {
        var list = JSON.arrayNode();
        element.children().forEach(item -> list.add(of(item, schema.path("items"))));
        yield list;
      }
      case "boolean" -> JSON.booleanNode(element.text().strip().matches("true|1"));
      case "integer" -> JSON.numberNode(Long.parseLong(element.text().strip()));
      case "number" -> JSON.numberNode(new BigDecimal(element.text().strip()));
      default -> JSON.textNode(element.text());
    };
  }

  private static ObjectNode fields(Element element, JsonNode properties) {
    ObjectNode object = JSON.objectNode();
    for (Element child : element.children()) {
      JsonNode known = properties.get(child.name());
      if (known == null) {
        throw Problem.invalid(
            "element", child.name(), "known to this installation", "Leave it out, or upgrade.");
      }
      object.set(child.name(), of(child, known));
    }
    return object;
  }

  private static ObjectNode entries(Element element, JsonNode schema) {
    ObjectNode map = JSON.objectNode();
    for (Element entry : element.children()) {
      String key = entry.attributes().getOrDefault(Terms.KEY, "");
      if (map.has(key)) {
        throw Problem.invalid(
            element.name() + " '" + key + "'", "given twice", "given once", "Give it once.");
      }
      map.set(key, of(entry, schema));
    }
    return map;
  }
}
