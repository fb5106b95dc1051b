package org.hansa.core.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Problem;

/**
 * A place in a document (RFC 6901).
 *
 * @param text as it was written
 * @param tokens the names on the way, without their escapes; none for the whole document
 */
record Pointer(String text, List<String> tokens) {

  private static final int LONGEST = 4096;
  private static final int DEEPEST = 64;
  private static final String END = "-";

  Pointer {
    tokens = List.copyOf(tokens);
  }

  /**
   * @throws Problem INVALID if it is none, or leads deeper than any document is
   */
  static Pointer parse(String text) {
    if (text.isEmpty()) {
      return new Pointer(text, List.of());
    }
    if (text.length() > LONGEST || text.charAt(0) != '/') {
      throw none(text);
    }
    List<String> tokens = new ArrayList<>();
    for (String token : text.substring(1).split("/", -1)) {
      tokens.add(plain(text, token));
    }
    if (tokens.size() > DEEPEST) {
      throw Problem.invalid("pointer", text, "at most " + DEEPEST + " names deep", "Shorten it.");
    }
    return new Pointer(text, tokens);
  }

  private static String plain(String text, String token) {
    StringBuilder plain = new StringBuilder(token.length());
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c == '~') {
        i++;
        char escaped = i < token.length() ? token.charAt(i) : ' ';
        if (escaped != '0' && escaped != '1') {
          throw none(text);
        }
        c = escaped == '0' ? '~' : '/';
      }
      plain.append(c);
    }
    return plain.toString();
  }

  private static Problem none(String text) {
    return Problem.invalid(
        "pointer",
        text,
        "a JSON pointer",
        "Write /spec/name; within a name, ~1 for a slash and ~0 for a tilde.");
  }

  boolean isWhole() {
    return tokens.isEmpty();
  }

  int depth() {
    return tokens.size();
  }

  String last() {
    return tokens.get(tokens.size() - 1);
  }

  /** True if the other place lies within this one, and is not it. */
  boolean holds(Pointer other) {
    return other.depth() > depth() && other.tokens.subList(0, depth()).equals(tokens);
  }

  Optional<JsonNode> in(JsonNode document) {
    return walked(document, depth());
  }

  /** What holds the place. */
  Optional<JsonNode> around(JsonNode document) {
    return walked(document, depth() - 1);
  }

  private Optional<JsonNode> walked(JsonNode document, int steps) {
    Optional<JsonNode> here = Optional.of(document);
    for (int i = 0; i < steps && here.isPresent(); i++) {
      here = step(here.get(), tokens.get(i));
    }
    return here;
  }

  private static Optional<JsonNode> step(JsonNode from, String token) {
    if (from instanceof ObjectNode object) {
      return Optional.ofNullable(object.get(token));
    }
    return from instanceof ArrayNode array
        ? index(token).filter(i -> i < array.size()).map(array::get)
        : Optional.empty();
  }

  /** Where in a list the last name puts something; empty if it says no place there. */
  Optional<Integer> position(ArrayNode list) {
    return last().equals(END)
        ? Optional.of(list.size())
        : index(last()).filter(i -> i <= list.size());
  }

  private static Optional<Integer> index(String token) {
    boolean number =
        !token.isEmpty()
            && token.length() <= 9
            && token.chars().allMatch(c -> c >= '0' && c <= '9')
            && (token.length() == 1 || token.charAt(0) != '0');
    return number ? Optional.of(Integer.parseInt(token)) : Optional.empty();
  }
}
