package org.hansa.application.designer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hansa.core.api.format.Imported.Note;

/** What was understood of a document, and what was not. For one document. */
final class Report {

  private static final int MOST = 1000;
  private static final int SHOWN = 200;

  private final Set<String> covered = new HashSet<>();
  private final List<Note> notes = new ArrayList<>();

  /** With all that stands below. */
  void covers(String path) {
    covered.add(path);
  }

  boolean isCovered(String path) {
    return covered.contains(path);
  }

  void note(Place place, boolean inPart, String why, String cure) {
    notes.add(new Note(place.path(), shown(place.value()), inPart, why, cure));
  }

  static String shown(JsonNode value) {
    String text =
        value.isTextual() ? value.textValue() : value.isMissingNode() ? "" : value.toString();
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }

  /**
   * In the order of the document. There may be as many as the document has values, so at some point
   * the rest is only counted.
   */
  List<Note> notes(Place root) {
    Map<String, Integer> order = new HashMap<>();
    notes.forEach(note -> order.put(note.path(), 0));
    number(root, order, new int[1]);
    List<Note> sorted = new ArrayList<>(notes);
    sorted.sort(Comparator.comparing(note -> order.getOrDefault(note.path(), 0)));
    if (sorted.size() <= MOST) {
      return sorted;
    }
    List<Note> first = new ArrayList<>(sorted.subList(0, MOST));
    Note next = sorted.get(MOST);
    first.add(
        new Note(
            next.path(),
            next.value(),
            false,
            "from here on " + (sorted.size() - MOST) + " places more are not understood",
            "Correct those before, and import again."));
    return first;
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
