package org.hansa.itests.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A line of the tables in {@code hostile/}: what is sent to a door that must not be, and what is
 * answered. {@code [[1000*ab]]} in its texts is a thousand times ab, {@code [[byte C3]]} a byte,
 * and {@code [[word]]} what the word stands for; all of it is sent as ISO 8859-1, byte by byte.
 */
record HostileCase(String door, JsonNode line, Map<String, String> words) {

  private static final String OPEN = "[[";
  private static final String SHUT = "]]";
  private static final String BYTE = "byte ";

  /**
   * All cases of a door, in their order.
   *
   * @param words what words stand for; it may grow until they are sent
   */
  static List<HostileCase> of(String door, Map<String, String> words) throws IOException {
    List<HostileCase> cases = new ArrayList<>();
    try (InputStream in = HostileCase.class.getResourceAsStream("hostile/" + door + ".yaml")) {
      new YAMLMapper().readTree(in).forEach(line -> cases.add(new HostileCase(door, line, words)));
    }
    return cases;
  }

  @Override
  public String toString() {
    return door + ": " + line.path("does").asText();
  }

  /** A field of the line as it is sent. */
  Optional<String> text(String field) {
    return Optional.ofNullable(line.get(field)).map(text -> sent(text.asText()));
  }

  String text(String field, String otherwise) {
    return text(field).orElse(otherwise);
  }

  /** The status that is awaited, and behind it the word of the problem, or nothing. */
  String[] status() {
    return (line.path("status").asText() + " ").split(" ", 2);
  }

  String sent(String text) {
    StringBuilder out = new StringBuilder();
    int read = read(text, 0, false, out);
    if (read != text.length()) {
      throw new IllegalArgumentException(text);
    }
    return out.toString();
  }

  /** Writes what stands from a place on, up to the end of the brackets if it is within some. */
  private int read(String text, int from, boolean within, StringBuilder out) {
    int at = from;
    while (at < text.length()) {
      if (within && text.startsWith(SHUT, at)) {
        return at;
      }
      int star = text.indexOf('*', at);
      if (text.startsWith(OPEN, at) && star > 0 && isNumber(text.substring(at + 2, star))) {
        StringBuilder once = new StringBuilder();
        int end = read(text, star + 1, true, once);
        out.append(once.toString().repeat(Integer.parseInt(text.substring(at + 2, star))));
        at = end + 2;
      } else if (text.startsWith(OPEN, at) && word(text, at).isPresent()) {
        String word = word(text, at).orElseThrow();
        out.append(meaning(word));
        at += word.length() + OPEN.length() + SHUT.length();
      } else {
        out.append(text.charAt(at++));
      }
    }
    return at;
  }

  private Optional<String> word(String text, int at) {
    int end = text.indexOf(SHUT, at);
    return Optional.of(end < 0 ? "" : text.substring(at + 2, end))
        .filter(word -> words.containsKey(word) || word.startsWith(BYTE));
  }

  private String meaning(String word) {
    return word.startsWith(BYTE)
        ? Character.toString(Integer.parseInt(word.substring(BYTE.length()), 16))
        : words.get(word);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
