package org.hansa.drivers.simulator.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.DriverException;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads one document: no tags, no anchors, no duplicate keys, and nothing over a bound. */
final class Yaml {

  static final int MOST_CHARACTERS = 16 << 20;
  private static final int MOST_DEPTH = 32;

  private final String file;
  private final Iterator<Event> events;

  private Yaml(String file, Iterator<Event> events) {
    this.file = file;
    this.events = events;
  }

  /**
   * @param file for messages
   * @throws DriverException INVALID with file and line
   */
  static Node read(String file, String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw Refusal.invalid(
          file + " has more than " + MOST_CHARACTERS + " characters; split it by 'include'");
    }
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setCodePointLimit(MOST_CHARACTERS).build();
    try {
      return new Yaml(file, new Parse(settings).parseString(text).iterator()).document();
    } catch (MarkedYamlEngineException e) {
      throw broken(new Node.At(file, line(e.getProblemMark())), e.getProblem());
    } catch (YamlEngineException e) {
      throw Refusal.invalid(file + " is no YAML: " + e.getMessage());
    }
  }

  private Node document() {
    Node found = null;
    while (events.hasNext()) {
      if (events.next() instanceof NodeEvent node) {
        if (found != null) {
          throw broken(at(node), "a second document begins; use one file for each");
        }
        found = node(node, 1);
      }
    }
    return found == null ? new Node.Fields(new Node.At(file, 1), Map.of()) : found;
  }

  private Node node(NodeEvent event, int depth) {
    if (depth > MOST_DEPTH) {
      throw broken(at(event), "it is deeper than " + MOST_DEPTH + " levels");
    }
    if (event instanceof AliasEvent || event.getAnchor().isPresent()) {
      throw broken(at(event), "anchors and aliases are not read; declare a type and name it");
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag(), scalar);
      return new Node.Scalar(at(scalar), scalar.getValue());
    }
    refuseTag(((CollectionStartEvent) event).getTag(), event);
    return event.getEventId() == Event.ID.MappingStart
        ? fields(at(event), depth)
        : items(at(event), depth);
  }

  private Node fields(Node.At at, int depth) {
    Map<String, Node> all = new LinkedHashMap<>();
    for (Event next = events.next(); next instanceof NodeEvent key; next = events.next()) {
      if (!(key instanceof ScalarEvent name)) {
        throw broken(at(key), "a key must be a word");
      }
      if (all.containsKey(name.getValue())) {
        throw broken(at(key), "the key '" + name.getValue() + "' is there twice; remove one");
      }
      all.put(name.getValue(), node((NodeEvent) events.next(), depth + 1));
    }
    return new Node.Fields(at, Collections.unmodifiableMap(all));
  }

  private Node items(Node.At at, int depth) {
    List<Node> all = new ArrayList<>();
    for (Event next = events.next(); next instanceof NodeEvent item; next = events.next()) {
      all.add(node(item, depth + 1));
    }
    return new Node.Items(at, all);
  }

  private void refuseTag(Optional<String> tag, Event event) {
    if (tag.isPresent()) {
      throw broken(at(event), "tags such as '" + tag.get() + "' are not read");
    }
  }

  private Node.At at(Event event) {
    return new Node.At(file, line(event.getStartMark()));
  }

  /** Marks count from zero, people from one. */
  private static int line(Optional<Mark> mark) {
    return mark.map(m -> m.getLine() + 1).orElse(1);
  }

  private static DriverException broken(Node.At at, String what) {
    return Refusal.invalid(at + ": " + what);
  }
}
