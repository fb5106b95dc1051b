package org.hansa.application.designer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Problem;

/**
 * A place in the document. Whoever reads it says so; what nobody has spoken of at the end is told
 * as not understood.
 *
 * @param value missing if nothing stands there
 */
record Place(Report report, String path, JsonNode value) {

  static Place root(Report report, JsonNode document) {
    return new Place(report, "", document);
  }

  Place at(String key) {
    JsonNode child = value.get(key);
    return new Place(report, below(path, key), child == null ? MissingNode.getInstance() : child);
  }

  /** A key that is no plain word stands in brackets. */
  static String below(String path, String key) {
    if (!key.matches("[A-Za-z0-9_-]+")) {
      return path + "[\"" + key.replace("\"", "\\\"") + "\"]";
    }
    return path.isEmpty() ? key : path + "." + key;
  }

  List<Place> items() {
    List<Place> items = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      items.add(new Place(report, path + "[" + i + "]", value.get(i)));
    }
    return items;
  }

  Map<String, Place> entries() {
    Map<String, Place> entries = new LinkedHashMap<>();
    value.fieldNames().forEachRemaining(key -> entries.put(key, at(key)));
    return entries;
  }

  /** False if it is left out or says nothing; what says nothing is understood. */
  boolean says() {
    if (value.isNull()) {
      used();
    }
    return !value.isMissingNode() && !value.isNull();
  }

  /** Words, numbers and truth as text; empty for what is none of them. */
  Optional<String> text() {
    return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
  }

  /** All of it is in the draft. */
  void used() {
    report.covers(path);
  }

  /** Nothing of it is in the draft. */
  void untaken(String why, String cure) {
    report.covers(path);
    report.note(this, false, why, cure);
  }

  /** It is in the draft, but does not mean the same there. */
  void inPart(String why, String cure) {
    report.covers(path);
    told(why, cure);
  }

  /** As {@link #inPart}, while what stands below is still read by others. */
  void told(String why, String cure) {
    report.note(this, true, why, cure);
  }

  /** What the format itself forbids. */
  Problem wrong(String rule, String cure) {
    return Problem.invalid(path, Report.shown(value), rule, cure);
  }
}
