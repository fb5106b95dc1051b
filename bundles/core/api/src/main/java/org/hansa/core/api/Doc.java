package org.hansa.core.api;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An immutable JSON object, held as canonical UTF-8 (keys in order), so that a snapshot of many is
 * small and two of equal content are equal.
 *
 * <p>{@link #as} reads it as a record, which is a <em>view</em>: fields that the record does not
 * know are skipped on reading and kept on writing by {@link #with}. Thread-safe.
 */
public final class Doc {

  public static final Doc EMPTY = new Doc("{}".getBytes(StandardCharsets.UTF_8));

  private final byte[] utf8;

  /**
   * The views last asked for, the newer first: controllers ask for the same ones at every step. A
   * {@link Said} one is known to say what stands.
   */
  private volatile Object view;

  private volatile Object former;

  /**
   * A view that changes nothing when it is laid over the document.
   *
   * @param whole true if the document is this and nothing else
   */
  private record Said(Record view, boolean whole) {}

  /**
   * A component of a record.
   *
   * @param type its class, or of what it optionally holds
   */
  private record Part(String name, Class<?> type) {

    static Part of(RecordComponent component) {
      boolean optional =
          component.getType() == Optional.class
              && component.getGenericType() instanceof ParameterizedType p
              && p.getActualTypeArguments()[0] instanceof Class<?>;
      Class<?> type =
          optional
              ? (Class<?>)
                  ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
              : component.getType();
      return new Part(component.getName(), type);
    }
  }

  /** By class, and gone with it: reflection makes them anew each time. */
  private static final ClassValue<List<Part>> PARTS =
      new ClassValue<>() {
        @Override
        protected List<Part> computeValue(Class<?> type) {
          return Stream.of(type.getRecordComponents()).map(Part::of).toList();
        }
      };

  private Doc(byte[] utf8) {
    this.utf8 = utf8;
  }

  /**
   * @throws Problem INVALID if the tree is not an object
   */
  public static Doc of(JsonNode tree) {
    if (!tree.isObject()) {
      throw Problem.invalid("document", tree, "a JSON object", "Write it as {...}.");
    }
    return tree.isEmpty() ? EMPTY : new Doc(Json.bytes(tree));
  }

  public static Doc of(Record view) {
    byte[] utf8 = Json.bytes(view);
    return utf8.length == 2 ? EMPTY : new Doc(utf8);
  }

  /**
   * As {@link #of(Record)}; where one stands that says exactly this, it is given back, and found at
   * little cost: a step that wants what stands asks so each time.
   */
  public static Doc of(Record view, Doc standing) {
    Said said = standing.said(view);
    if (said != null && said.whole()) {
      return standing;
    }
    Doc fresh = of(view);
    return fresh.equals(standing) ? standing.noted(view, true) : fresh;
  }

  public static Doc parse(String text) {
    return of(Json.read(text));
  }

  /** Bytes that {@link #utf8} gave; they are trusted to be canonical. */
  public static Doc ofCanonical(byte[] utf8) {
    return new Doc(utf8.clone());
  }

  public byte[] utf8() {
    return utf8.clone();
  }

  void appendTo(Utf8 text) {
    text.add(utf8);
  }

  public int size() {
    return utf8.length;
  }

  public boolean isEmpty() {
    return utf8.length == 2;
  }

  /**
   * A tree of the caller's own, which it may change; so it is written where it stands in others.
   */
  @JsonValue
  public ObjectNode tree() {
    return (ObjectNode) Json.known(utf8);
  }

  /** Reads it from its beginning, token by token, without a tree. */
  public JsonParser parser() {
    return Json.parser(utf8);
  }

  /**
   * The document as a record of the caller's.
   *
   * @throws Problem INVALID if a value does not fit the record
   */
  public <T extends Record> T as(Class<T> type) {
    Object last = view;
    if (type.isInstance(record(last))) {
      return type.cast(record(last));
    }
    Object other = former;
    if (type.isInstance(record(other))) {
      return type.cast(record(other));
    }
    T fresh = Json.view(utf8, type);
    former = last;
    view = fresh;
    return fresh;
  }

  private static Object record(Object kept) {
    return kept instanceof Said said ? said.view() : kept;
  }

  /** What is known of an equal view, or null. */
  private Said said(Record newer) {
    if (view instanceof Said said && said.view().equals(newer)) {
      return said;
    }
    return former instanceof Said said && said.view().equals(newer) ? said : null;
  }

  /** Keeps that it says this, unless it is not read so: readers get what is kept. */
  private Doc noted(Record newer, boolean whole) {
    Record read = as(newer.getClass());
    if (read.equals(newer)) {
      Said next = new Said(read, whole);
      if (record(former) == read) {
        former = next;
      } else {
        view = next;
      }
    }
    return this;
  }

  /** The value at a JSON pointer (RFC 6901), if present and not null. */
  public Optional<JsonNode> at(String pointer) {
    JsonNode found = tree().at(JsonPointer.compile(pointer));
    return found.isMissingNode() || found.isNull() ? Optional.empty() : Optional.of(found);
  }

  /** This document with the fields of the view laid over it; unknown fields are kept. */
  public Doc with(Record newer) {
    if (said(newer) != null) {
      return this;
    }
    Doc merged = of(overlay(tree(), (ObjectNode) Json.tree(newer), newer.getClass()));
    return merged.equals(this) ? noted(newer, false) : merged;
  }

  /** This document changed by a merge patch (RFC 7396). */
  public Doc patch(JsonNode patch) {
    return of(merge(tree(), patch));
  }

  /** SHA-256 of the canonical form, hexadecimal. */
  public String digest() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static ObjectNode overlay(ObjectNode old, ObjectNode fresh, Class<?> type) {
    for (Part part : PARTS.get(type)) {
      String field = part.name();
      JsonNode value = fresh.get(field);
      if (value == null || value.isNull()) {
        old.remove(field);
      } else if (value.isObject()
          && old.get(field) instanceof ObjectNode inner
          && part.type().isRecord()) {
        old.set(field, overlay(inner, (ObjectNode) value, part.type()));
      } else if (value.isArray() && old.get(field) instanceof ArrayNode before) {
        old.set(field, elements(before, (ArrayNode) value));
      } else {
        old.set(field, value);
      }
    }
    return old;
  }

  /** Elements that carry a name keep the unknown fields of the former element of that name. */
  private static ArrayNode elements(ArrayNode before, ArrayNode fresh) {
    ArrayNode merged = JsonNodeFactory.instance.arrayNode();
    for (JsonNode element : fresh) {
      JsonNode former = null;
      for (JsonNode candidate : before) {
        if (element.hasNonNull("name") && element.get("name").equals(candidate.get("name"))) {
          former = candidate;
        }
      }
      merged.add(
          former == null ? element : ((ObjectNode) former.deepCopy()).setAll((ObjectNode) element));
    }
    return merged;
  }

  private static JsonNode merge(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode result =
        target != null && target.isObject()
            ? (ObjectNode) target
            : JsonNodeFactory.instance.objectNode();
    patch
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().isNull()) {
                result.remove(entry.getKey());
              } else {
                result.set(entry.getKey(), merge(result.get(entry.getKey()), entry.getValue()));
              }
            });
    return result;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Doc doc && Arrays.equals(utf8, doc.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  @Override
  public String toString() {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
