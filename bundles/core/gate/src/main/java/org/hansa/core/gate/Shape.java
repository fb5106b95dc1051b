package org.hansa.core.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A schema that {@link Schemas} derived, made ready to check by: that vocabulary and no more.
 *
 * @param type as JSON Schema names it; empty if anything may stand here
 * @param most entries of an object, elements of a list, or characters of a text
 * @param required whose place in the list a {@link Field} names
 * @param others of fields that are not named; empty if there are none, or anything may stand in
 *     them
 * @param open whether fields that are not named may be there
 */
record Shape(
    String type,
    int most,
    Map<String, Field> fields,
    List<Required> required,
    Optional<Shape> others,
    boolean open,
    Optional<Shape> items,
    Optional<Pattern> pattern,
    Set<String> words,
    String format,
    Optional<BigDecimal> least,
    Optional<BigDecimal> greatest) {

  private static final String PROPERTIES = "properties";

  /**
   * @param required its place among those that must be there, or -1
   */
  record Field(Shape shape, int required) {}

  record Required(String name, String about) {}

  static Shape of(JsonNode schema) {
    List<Required> required = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (JsonNode name : schema.path("required")) {
      names.add(name.asText());
      JsonNode field = schema.path(PROPERTIES).path(name.asText());
      required.add(new Required(name.asText(), field.path("description").asText()));
    }
    Map<String, Field> fields = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : schema.path(PROPERTIES).properties()) {
      fields.put(field.getKey(), new Field(of(field.getValue()), names.indexOf(field.getKey())));
    }
    JsonNode others = schema.path("additionalProperties");
    Set<String> words = new LinkedHashSet<>();
    schema.path("enum").forEach(word -> words.add(word.asText()));
    String type = schema.path("type").asText();
    return new Shape(
        type,
        schema.path(bound(type)).asInt(Integer.MAX_VALUE),
        Map.copyOf(fields),
        List.copyOf(required),
        others.isObject() ? Optional.of(of(others)) : Optional.empty(),
        !others.isBoolean() || others.booleanValue(),
        schema.has("items") ? Optional.of(of(schema.get("items"))) : Optional.empty(),
        schema.has("pattern")
            ? Optional.of(Pattern.compile(schema.get("pattern").asText()))
            : Optional.empty(),
        Set.copyOf(words),
        schema.path("format").asText(),
        number(schema, "minimum"),
        number(schema, "maximum"));
  }

  private static String bound(String type) {
    return switch (type) {
      case "object" -> "maxProperties";
      case "array" -> "maxItems";
      default -> "maxLength";
    };
  }

  private static Optional<BigDecimal> number(JsonNode schema, String bound) {
    return schema.has(bound) ? Optional.of(schema.get(bound).decimalValue()) : Optional.empty();
  }

  /** Whether a text is good by its length alone. */
  boolean isPlainText() {
    return pattern.isEmpty() && words.isEmpty() && format.isEmpty();
  }
}
