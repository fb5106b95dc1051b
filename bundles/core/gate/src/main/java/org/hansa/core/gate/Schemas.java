package org.hansa.core.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.About;

/**
 * Derives the JSON Schema 2020-12 of a record. What is neither optional nor a collection is
 * required; no field is known but the record's. What {@link About} says of a list or map counts for
 * its elements, except {@code most}.
 */
final class Schemas {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Bounds where nothing is said, so that every input has one. */
  private static final int MOST_ELEMENTS = 1_000;

  private static final int LONGEST_TEXT = 65_536;

  private final Deque<Class<?>> open = new ArrayDeque<>();

  private Schemas() {}

  /**
   * @throws IllegalArgumentException if a component's type cannot be said in JSON
   */
  static ObjectNode of(String title, Class<? extends Record> type) {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", title);
    return schema.setAll(new Schemas().object(type));
  }

  private ObjectNode object(Class<?> type) {
    if (open.contains(type)) {
      throw new IllegalArgumentException(type.getName() + " contains itself");
    }
    open.push(type);
    ObjectNode properties = JSON.objectNode();
    ArrayNode required = JSON.arrayNode();
    for (RecordComponent component : type.getRecordComponents()) {
      properties.set(component.getName(), component(component));
      Class<?> raw = raw(component.getGenericType());
      if (raw != Optional.class
          && !Collection.class.isAssignableFrom(raw)
          && !Map.class.isAssignableFrom(raw)) {
        required.add(component.getName());
      }
    }
    open.pop();
    ObjectNode schema = JSON.objectNode().put("type", "object");
    schema.set("properties", properties);
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }

  private ObjectNode component(RecordComponent component) {
    Optional<About> about = Optional.ofNullable(component.getAnnotation(About.class));
    ObjectNode schema = JSON.objectNode();
    about.ifPresent(a -> schema.put("description", a.value()));
    return schema.setAll(of(component.getGenericType(), about));
  }

  private ObjectNode of(Type type, Optional<About> about) {
    Class<?> raw = raw(type);
    if (raw == Optional.class) {
      return of(argument(type, 0), about);
    }
    int most = about.map(About::most).orElse(MOST_ELEMENTS);
    if (Collection.class.isAssignableFrom(raw)) {
      ObjectNode schema = JSON.objectNode().put("type", "array").put("maxItems", most);
      return schema.set("items", element(argument(type, 0), about));
    }
    if (Map.class.isAssignableFrom(raw)) {
      ObjectNode schema = JSON.objectNode().put("type", "object").put("maxProperties", most);
      return schema.set("additionalProperties", element(argument(type, 1), about));
    }
    return raw.isRecord() ? object(raw) : scalar(raw, about, most);
  }

  private ObjectNode element(Type type, Optional<About> about) {
    ObjectNode schema = of(type, about);
    // The bound of the list is not that of the texts in it.
    return schema.has("maxLength") ? schema.put("maxLength", LONGEST_TEXT) : schema;
  }

  private static ObjectNode scalar(Class<?> raw, Optional<About> about, int most) {
    ObjectNode schema = JSON.objectNode();
    if (raw == String.class) {
      schema.put("type", "string").put("maxLength", about.isPresent() ? most : LONGEST_TEXT);
      about
          .filter(a -> !a.pattern().isEmpty())
          .ifPresent(a -> schema.put("pattern", "^(?:" + a.pattern() + ")$"));
      about.filter(a -> a.oneOf().length > 0).ifPresent(a -> words(schema, a.oneOf()));
    } else if (raw.isEnum()) {
      schema.put("type", "string");
      words(schema, Arrays.stream(raw.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toArray());
    } else if (raw == boolean.class || raw == Boolean.class) {
      schema.put("type", "boolean");
    } else if (raw == int.class || raw == Integer.class) {
      schema.put("type", "integer").put("minimum", Integer.MIN_VALUE);
      bounds(schema.put("maximum", Integer.MAX_VALUE), about);
    } else if (raw == long.class || raw == Long.class) {
      schema.put("type", "integer").put("minimum", Long.MIN_VALUE);
      bounds(schema.put("maximum", Long.MAX_VALUE), about);
    } else if (raw == BigDecimal.class || raw == double.class || raw == Double.class) {
      bounds(schema.put("type", "number"), about);
    } else if (raw == Instant.class) {
      schema.put("type", "string").put("format", "date-time");
    } else if (raw == Duration.class) {
      schema.put("type", "string").put("format", "duration");
    } else if (raw == URI.class) {
      schema.put("type", "string").put("format", "uri-reference").put("maxLength", LONGEST_TEXT);
    } else if (!JsonNode.class.isAssignableFrom(raw)) {
      throw new IllegalArgumentException(raw.getName() + " has no form in JSON Schema here");
    }
    return schema;
  }

  private static void words(ObjectNode schema, Object[] words) {
    ArrayNode all = schema.putArray("enum");
    for (Object word : words) {
      all.add((String) word);
    }
  }

  private static void bounds(ObjectNode schema, Optional<About> about) {
    about
        .filter(a -> !a.min().isEmpty())
        .ifPresent(a -> schema.put("minimum", new BigDecimal(a.min())));
    about
        .filter(a -> !a.max().isEmpty())
        .ifPresent(a -> schema.put("maximum", new BigDecimal(a.max())));
  }

  private static Class<?> raw(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return raw(parameterized.getRawType());
    }
    if (type instanceof Class<?> plain) {
      return plain;
    }
    throw new IllegalArgumentException(type + " has no form in JSON Schema here");
  }

  private static Type argument(Type type, int index) {
    if (type instanceof ParameterizedType parameterized) {
      return parameterized.getActualTypeArguments()[index];
    }
    throw new IllegalArgumentException(type + " does not say of what");
  }
}
