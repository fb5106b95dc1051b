package org.hansa.core.partner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Texts beside this class, with places for words: {@code {NAME}}. */
final class Text {

  private static final int WIDTH = 100;

  private Text() {}

  static String filled(String resource, Map<String, String> words) {
    return fill(read(resource), words);
  }

  /** A place without a word stays; a line that had nothing but an empty word goes. */
  static String fill(String text, Map<String, String> words) {
    String filled = text;
    for (Map.Entry<String, String> word : words.entrySet()) {
      String place = "{" + word.getKey() + "}";
      filled =
          (word.getValue().isEmpty() ? filled.replace(place + "\n", "") : filled)
              .replace(place, word.getValue());
    }
    return filled;
  }

  /** Lines of code that came out longer than 100 characters go on in the next, after a comma. */
  static String wrapped(String code) {
    return code.lines().map(Text::wrappedLine).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String wrappedLine(String line) {
    int comma = line.lastIndexOf(", ", WIDTH - 1);
    if (line.length() <= WIDTH || comma < 0) {
      return line;
    }
    String margin = " ".repeat(line.length() - line.stripLeading().length() + 4);
    return line.substring(0, comma + 1) + "\n" + margin + line.substring(comma + 2);
  }

  static String read(String resource) {
    try (InputStream in = Text.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the bundle lacks " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
