package org.hansa.application.designer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hansa.core.api.Json;
import org.hansa.core.api.format.Imported.Note;

/** What was understood of a document, and what was not. For one document. */
final class Report {

  private static final int MOST = 1000;
  private static final int SHOWN = 200;

  private final Set<String> covered = new HashSet<>();
  private final List<Note> notes = new ArrayList<>();
  private long more;

  /** With all that stands below. */
  void covers(String path) {
    covered.add(path);
  }

  boolean isCovered(String path) {
    return covered.contains(path);
  }

  /** There may be as many as the document has words, so at some point they are only counted. */
  void note(Place place, boolean inPart, String why, String cure) {
    if (notes.size() < MOST) {
      notes.add(new Note(place.path(), shown(place.value()), inPart, why, cure));
    } else {
      more++;
    }
  }

  /** So much of it as people look at: the whole may be long. */
  static String shown(JsonNode value) {
    StringBuilder text = new StringBuilder();
    if (value.isTextual()) {
      text.append(value.textValue(), 0, Math.min(value.textValue().length(), SHOWN + 1));
    } else if (!value.isMissingNode()) {
      show(value, text);
    }
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text.toString();
  }

  private static void show(JsonNode value, StringBuilder text) {
    if (text.length() > SHOWN) {
      return;
    }
    if (value.isContainerNode()) {
      text.append(value.isObject() ? '{' : '[');
      String comma = "";
      Iterator<String> names = value.fieldNames();
      for (JsonNode child : value) {
        text.append(comma);
        comma = ",";
        if (value.isObject()) {
          quote(names.next(), text);
          text.append(':');
        }
        show(child, text);
        if (text.length() > SHOWN) {
          return;
        }
      }
      text.append(value.isObject() ? '}' : ']');
    } else if (value.isTextual()) {
      quote(value.textValue(), text);
    } else {
      text.append(value.asText());
    }
  }

  private static void quote(String whole, StringBuilder text) {
    int end = Math.min(whole.length(), SHOWN);
    // Half a character is none.
    end -= end > 0 && Character.isHighSurrogate(whole.charAt(end - 1)) ? 1 : 0;
    Json.quote(text, whole.substring(0, end));
  }

  /** In the order of the document. */
  List<Note> notes(Place root) {
    Map<String, Integer> order = new HashMap<>();
    notes.forEach(note -> order.put(note.path(), 0));
    number(root, order, new int[1]);
    List<Note> sorted = new ArrayList<>(notes);
    sorted.sort(Comparator.comparing(note -> order.getOrDefault(note.path(), 0)));
    if (more > 0) {
      sorted.add(
          new Note(
              root.path(),
              "",
              false,
              "besides these " + more + " places more are not understood",
              "Correct those before, and import again."));
    }
    return sorted;
  }

  private static void number(Place place, Map<String, Integer> order, int[] passed) {
    int here = passed[0]++;
    order.computeIfPresent(place.path(), (path, before) -> here);
    if (place.value().isObject()) {
      place.entries().values().forEach(child -> number(child, order, passed));
    } else {
      place.items().forEach(child -> number(child, order, passed));
    }
  }
}
