package org.hansa.core.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hansa.core.api.About;
import org.hansa.core.api.Doc;

/**
 * The JSON Schema of what is answered, from the record that it is written from: without bounds, for
 * they are those of inputs. What has no form that is known here may be anything.
 */
final class Shape {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Deeper than any answer is; what contains itself is not followed further. */
  private static final int DEPTH = 8;

  private static final Set<Class<?>> WHOLE =
      Set.of(int.class, Integer.class, long.class, Long.class);
  private static final Set<Class<?>> NUMBERS = Set.of(BigDecimal.class, double.class, Double.class);
  private static final Set<Class<?>> FLAGS = Set.of(boolean.class, Boolean.class);

  private Shape() {}

  static ObjectNode of(Class<? extends Record> type) {
    return of(type, 0);
  }

  private static ObjectNode of(Type type, int depth) {
    Class<?> raw = raw(type);
    if (raw == Optional.class) {
      return of(argument(type, 0), depth);
    }
    if (Collection.class.isAssignableFrom(raw)) {
      return typed("array").set("items", of(argument(type, 0), depth + 1));
    }
    if (Map.class.isAssignableFrom(raw)) {
      return typed("object").set("additionalProperties", of(argument(type, 1), depth + 1));
    }
    return raw.isRecord() && depth < DEPTH ? object(raw, depth) : scalar(raw);
  }

  private static ObjectNode object(Class<?> type, int depth) {
    ObjectNode properties = JSON.objectNode();
    ArrayNode required = JSON.arrayNode();
    for (RecordComponent component : type.getRecordComponents()) {
      ObjectNode schema = of(component.getGenericType(), depth + 1);
      Optional.ofNullable(component.getAnnotation(About.class))
          .ifPresent(about -> schema.put("description", about.value()));
      properties.set(component.getName(), schema);
      if (isWritten(component.getType())) {
        required.add(component.getName());
      }
    }
    ObjectNode schema = typed("object").set("properties", properties);
    return required.isEmpty() ? schema : schema.set("required", required);
  }

  /** What is empty is left out of an answer. */
  private static boolean isWritten(Class<?> type) {
    return Stream.of(Optional.class, Collection.class, Map.class, Doc.class, JsonNode.class)
        .noneMatch(left -> left.isAssignableFrom(type));
  }

  private static ObjectNode scalar(Class<?> raw) {
    if (raw == String.class) {
      return typed("string");
    }
    if (raw.isEnum()) {
      ObjectNode schema = typed("string");
      ArrayNode words = schema.putArray("enum");
      Stream.of(raw.getEnumConstants()).map(word -> ((Enum<?>) word).name()).forEach(words::add);
      return schema;
    }
    if (raw == Instant.class) {
      return typed("string").put("format", "date-time");
    }
    if (WHOLE.contains(raw)) {
      return typed("integer");
    }
    if (NUMBERS.contains(raw)) {
      return typed("number");
    }
    return FLAGS.contains(raw) ? typed("boolean") : JSON.objectNode();
  }

  private static ObjectNode typed(String type) {
    return JSON.objectNode().put("type", type);
  }

  private static Class<?> raw(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    return type instanceof ParameterizedType made ? (Class<?>) made.getRawType() : Object.class;
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType made
        ? made.getActualTypeArguments()[index]
        : Object.class;
  }
}
