package org.hansa.core.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML as the JSON that it stands for, and nothing more: no tags, no anchors, no merge keys,
 * no duplicate keys; size, depth and count are bounded. Words that older YAML bends ({@code no},
 * {@code on}, times, octal) stay text. Where the files of others are read, anchors and merge keys
 * are expanded: what they come to counts as if it stood there.
 */
public final class Yaml {

  static final int MAX_DEPTH = 64;
  static final int MAX_NODES = 100_000;
  static final int MAX_DOCUMENTS = 1000;
  private static final int MAX_NUMBER = 100;

  private final Iterator<Event> events;

  /** What stands under each anchor of the document; none if they are not read. */
  private final Optional<Map<String, JsonNode>> anchors;

  private int nodes;

  /** That aliases add. */
  private long characters;

  private Yaml(Iterator<Event> events, boolean expands) {
    this.events = events;
    this.anchors = expands ? Optional.of(new HashMap<>()) : Optional.empty();
  }

  /**
   * The documents in order; empty ones are left out.
   *
   * @throws Problem MALFORMED with line and column, TOO_LARGE over a bound
   */
  public static List<JsonNode> read(String text) {
    return read(text, false);
  }

  /**
   * As {@link #read}, with what aliases and merge keys ({@code <<}) stand for in their place.
   *
   * @throws Problem as {@code read}; TOO_LARGE also for what is too much once it is expanded
   */
  public static List<JsonNode> expanded(String text) {
    return read(text, true);
  }

  private static List<JsonNode> read(String text, boolean expands) {
    if (text.length() > Json.MAX_BYTES) {
      throw tooLarge("longer than " + Json.MAX_BYTES + " characters", Optional.empty());
    }
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setCodePointLimit(Json.MAX_BYTES).build();
    try {
      return new Yaml(new Parse(settings).parseString(text).iterator(), expands).documents();
    } catch (MarkedYamlEngineException e) {
      throw malformed(e.getProblem(), e.getProblemMark());
    } catch (YamlEngineException e) {
      throw malformed(e.getMessage(), Optional.empty());
    }
  }

  private List<JsonNode> documents() {
    List<JsonNode> found = new ArrayList<>();
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof NodeEvent node) {
        anchors.ifPresent(Map::clear);
        JsonNode document = node(node, 1);
        if (!document.isNull()) {
          found.add(document);
        }
        if (found.size() > MAX_DOCUMENTS) {
          throw tooLarge("more than " + MAX_DOCUMENTS + " documents", event.getStartMark());
        }
      }
    }
    return found;
  }

  private JsonNode node(NodeEvent event, int depth) {
    nodes++;
    if (depth > MAX_DEPTH) {
      throw tooLarge("deeper than " + MAX_DEPTH + " levels", event.getStartMark());
    }
    if (nodes > MAX_NODES) {
      throw tooLarge("more than " + MAX_NODES + " values", event.getStartMark());
    }
    Optional<Anchor> anchor = event.getAnchor();
    if (anchors.isEmpty() && (event instanceof AliasEvent || anchor.isPresent())) {
      throw malformed("anchors and aliases are not read", event.getStartMark());
    }
    if (event instanceof AliasEvent alias) {
      return alias(alias, depth);
    }
    JsonNode node = plain(event, depth);
    anchor.ifPresent(name -> anchors.orElseThrow().put(name.getValue(), node));
    return node;
  }

  private JsonNode plain(NodeEvent event, int depth) {
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    CollectionStartEvent collection = (CollectionStartEvent) event;
    refuseTag(collection.getTag(), event);
    return event.getEventId() == Event.ID.MappingStart ? mapping(depth) : sequence(depth);
  }

  /** Counted before it is copied, so that a few lines cannot come to much. */
  private JsonNode alias(AliasEvent event, int depth) {
    String name = event.getAlias().getValue();
    JsonNode there = anchors.orElseThrow().get(name);
    if (there == null) {
      throw malformed("no anchor '" + name + "' stands before this alias", event.getStartMark());
    }
    count(there, depth, event);
    return there.deepCopy();
  }

  private void count(JsonNode tree, int depth, Event event) {
    nodes++;
    if (depth > MAX_DEPTH) {
      throw tooLarge("deeper than " + MAX_DEPTH + " levels", event.getStartMark());
    }
    if (nodes > MAX_NODES) {
      throw tooLarge("more than " + MAX_NODES + " values", event.getStartMark());
    }
    tree.fieldNames().forEachRemaining(name -> characters += name.length());
    characters += tree.isTextual() ? tree.textValue().length() : 0;
    if (characters > Json.MAX_BYTES) {
      throw tooLarge(
          "longer than " + Json.MAX_BYTES + " characters with its aliases", event.getStartMark());
    }
    tree.forEach(child -> count(child, depth + 1, event));
  }

  private ObjectNode mapping(int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    for (Event next = events.next(); next instanceof NodeEvent key; next = events.next()) {
      if (!(key instanceof ScalarEvent name)) {
        throw malformed("a key must be a word", key.getStartMark());
      }
      refuseTag(name.getTag(), name);
      refuseHalves(name);
      if (name.isPlain() && name.getValue().equals("<<")) {
        if (anchors.isEmpty()) {
          throw malformed("merge keys are not read", name.getStartMark());
        }
        merge(node((NodeEvent) events.next(), depth + 1), merged, name);
        continue;
      }
      if (name.getAnchor().isPresent()) {
        throw malformed("anchors and aliases are not read", name.getStartMark());
      }
      if (object.has(name.getValue())) {
        throw malformed("the key '" + name.getValue() + "' is there twice", name.getStartMark());
      }
      object.set(name.getValue(), node((NodeEvent) events.next(), depth + 1));
    }
    merged.properties().forEach(e -> object.putIfAbsent(e.getKey(), e.getValue()));
    return object;
  }

  /** One mapping, or a list of them, of which the earlier count. */
  private static void merge(JsonNode from, ObjectNode into, Event event) {
    for (JsonNode one : from.isArray() ? from : List.of(from)) {
      if (!one.isObject()) {
        throw malformed("only mappings can be merged", event.getStartMark());
      }
      one.properties().forEach(e -> into.putIfAbsent(e.getKey(), e.getValue()));
    }
  }

  private ArrayNode sequence(int depth) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Event next = events.next(); next instanceof NodeEvent element; next = events.next()) {
      array.add(node(element, depth + 1));
    }
    return array;
  }

  /** The JSON schema of YAML 1.2: only what JSON writes without quotes is not text. */
  private static JsonNode scalar(ScalarEvent event) {
    refuseTag(event.getTag(), event);
    refuseHalves(event);
    String text = event.getValue();
    if (!event.isPlain()) {
      return JsonNodeFactory.instance.textNode(text);
    }
    return switch (text) {
      case "", "null", "~" -> JsonNodeFactory.instance.nullNode();
      case "true" -> JsonNodeFactory.instance.booleanNode(true);
      case "false" -> JsonNodeFactory.instance.booleanNode(false);
      default ->
          text.length() <= MAX_NUMBER
                  && text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")
              ? Json.read(text)
              : JsonNodeFactory.instance.textNode(text);
    };
  }

  private static void refuseTag(Optional<String> tag, Event event) {
    if (tag.isPresent()) {
      throw malformed("tags such as '" + tag.get() + "' are not read", event.getStartMark());
    }
  }

  /** An escape can say them, UTF-8 cannot. */
  private static void refuseHalves(ScalarEvent event) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(event.getValue())) {
      throw malformed("a text with half a character", event.getStartMark());
    }
  }

  private static Problem malformed(String what, Optional<Mark> mark) {
    return new Problem(
        Problem.Reason.MALFORMED,
        "not valid YAML" + at(mark) + ": " + what,
        "Correct the document.");
  }

  private static Problem tooLarge(String what, Optional<Mark> mark) {
    return new Problem(
        Problem.Reason.TOO_LARGE, "the document" + at(mark) + " is " + what, "Split it.");
  }

  /** Marks count from zero, people from one. */
  private static String at(Optional<Mark> mark) {
    return mark.map(m -> " at line " + (m.getLine() + 1) + ", column " + (m.getColumn() + 1))
        .orElse("");
  }
}
