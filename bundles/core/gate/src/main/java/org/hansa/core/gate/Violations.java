package org.hansa.core.gate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;

/** What is wrong in a document, said to whoever wrote it; not more than can be read. */
final class Violations {

  private static final int MOST = 50;
  private static final int SHOWN = 80;

  private final List<Problem.Detail> found = new ArrayList<>();
  private final boolean shown;

  /**
   * @param shown false where values may be secret: then none is repeated
   */
  Violations(boolean shown) {
    this.shown = shown;
  }

  /** Whether nothing more would be said. */
  boolean isFull() {
    return found.size() >= MOST;
  }

  List<Problem.Detail> all() {
    return List.copyOf(found);
  }

  /** One step of a pointer, as RFC 6901 asks. */
  static String step(String name) {
    return "/" + cut(name).replace("~", "~0").replace("/", "~1");
  }

  void mistyped(String where, String text, boolean none, String type) {
    String hint = none ? "; leave the field out instead" : "";
    say(where, quoted(text) + " is not " + named(type) + hint);
  }

  void missing(String where, Shape.Required field) {
    String about = field.about();
    say(where + step(field.name()), "is required" + (about.isEmpty() ? "" : ": " + about));
  }

  void unknown(String where, String field, Set<String> fields) {
    Set<String> known = new TreeSet<>(fields);
    String hint =
        Nearest.to(field, known)
            .map(near -> "maybe '" + near + "' was meant")
            .orElse(known.isEmpty() ? "there are none" : "known are " + String.join(", ", known));
    say(where, "'" + cut(field) + "' is not a field here; " + hint);
  }

  void notAmong(String where, String text, Set<String> words) {
    Set<String> known = new TreeSet<>(words);
    String hint =
        Nearest.to(cut(text), known).map(near -> "; maybe '" + near + "' was meant").orElse("");
    say(where, quoted(text) + " is not one of " + String.join(", ", known) + hint);
  }

  void unmatched(String where, String text, Pattern pattern) {
    say(where, quoted(text) + " does not match " + pattern);
  }

  void misformatted(String where, String text, String format) {
    String rule = format.equals("uri-reference") ? "RFC 3986" : "ISO 8601";
    say(where, quoted(text) + " is not a " + format + " of " + rule);
  }

  void outside(String where, BigDecimal value, String how, BigDecimal bound) {
    String number = shown ? cut(value.toString()) : "this";
    say(where, number + " is " + how + " than " + bound.toPlainString());
  }

  void tooMany(String where, int count, String of, int most) {
    say(where, "has " + count + " " + of + ", at most " + most + " are allowed");
  }

  private void say(String where, String sentence) {
    if (!isFull()) {
      found.add(new Problem.Detail(where, sentence));
    }
  }

  private String quoted(String text) {
    return shown ? "'" + cut(text) + "'" : "this";
  }

  private static String named(String type) {
    return switch (type) {
      case "object" -> "an object";
      case "array" -> "a list";
      case "string" -> "a text";
      case "boolean" -> "true or false";
      case "integer" -> "a whole number";
      default -> "a number";
    };
  }

  private static String cut(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }
}
