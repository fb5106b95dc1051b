package org.hansa.application.designer;

import java.util.Map;
import java.util.Set;
import org.hansa.core.api.Problem;

/**
 * One text with variables: {@code $NAME}, {@code ${NAME}}, and with what to do if it is not there
 * ({@code -}, {@code ?}, {@code +}; after a colon also if it is empty). Two dollar signs are one.
 */
final class Template {

  private static final int DEEPEST = 20;
  private static final int LONGEST = 4 << 20;

  private final Place place;
  private final String text;
  private final Map<String, String> variables;
  private final Set<String> missing;
  private int at;

  /**
   * @param missing takes the names of those that were used and not given
   */
  Template(Place place, Map<String, String> variables, Set<String> missing) {
    this.place = place;
    this.text = place.value().textValue();
    this.variables = variables;
    this.missing = missing;
  }

  String text() {
    return read(0, true);
  }

  /**
   * Up to the end, or below a brace up to its closing.
   *
   * @param counts false in a part that is not taken: there nothing is missing
   */
  private String read(int depth, boolean counts) {
    if (depth > DEEPEST) {
      throw place.wrong(
          "a text with variables at most " + DEEPEST + " deep", "Give the variables themselves.");
    }
    StringBuilder put = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '}' && depth > 0) {
        return put.toString();
      }
      at++;
      if (c == '$') {
        put.append(variable(depth, counts));
      } else {
        put.append(c);
      }
      if (put.length() > LONGEST) {
        throw place.wrong(
            "of at most " + LONGEST + " characters", "Name long variables less often.");
      }
    }
    if (depth > 0) {
      throw unclear();
    }
    return put.toString();
  }

  private String variable(int depth, boolean counts) {
    if (at < text.length() && text.charAt(at) == '$') {
      at++;
      return "$";
    }
    boolean braced = at < text.length() && text.charAt(at) == '{';
    at += braced ? 1 : 0;
    String name = name();
    if (name.isEmpty()) {
      throw unclear();
    }
    return braced ? braced(name, depth, counts) : plain(name, counts);
  }

  private String name() {
    int from = at;
    while (at < text.length() && isWord(text.charAt(at), at > from)) {
      at++;
    }
    return text.substring(from, at);
  }

  private static boolean isWord(char c, boolean later) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (later && c >= '0' && c <= '9');
  }

  private String plain(String name, boolean counts) {
    String value = variables.get(name);
    if (value == null && counts) {
      missing.add(name);
    }
    return value == null ? "" : value;
  }

  private String braced(String name, int depth, boolean counts) {
    boolean emptyToo = next() == ':';
    at += emptyToo ? 1 : 0;
    char sign = next();
    String value = variables.get(name);
    boolean there = value != null && !(emptyToo && value.isEmpty());
    if (sign == '}' && !emptyToo) {
      at++;
      return plain(name, counts);
    }
    if ("-?+".indexOf(sign) < 0) {
      throw unclear();
    }
    at++;
    String other = read(depth + 1, counts && there == (sign == '+'));
    at++;
    if (sign == '?' && !there && counts) {
      throw place.wrong(
          "complete without the variable " + name + (other.isEmpty() ? "" : ": " + other),
          "Give it with --env " + name + "=....");
    }
    if (sign == '+') {
      return there ? other : "";
    }
    return there ? value : other;
  }

  private char next() {
    if (at >= text.length()) {
      throw unclear();
    }
    return text.charAt(at);
  }

  private Problem unclear() {
    return place.wrong(
        "a text whose dollar signs begin variables",
        "Write ${NAME}, ${NAME:-default} or ${NAME:?why}, and $$ for a dollar sign.");
  }
}
