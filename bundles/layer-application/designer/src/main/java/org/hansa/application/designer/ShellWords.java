package org.hansa.application.designer;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command into words as Compose does: at blanks outside of quotes. Between single quotes
 * all is meant as it stands; elsewhere a backslash takes the next character as it is.
 */
final class ShellWords {

  private ShellWords() {}

  /**
   * @throws org.hansa.core.api.Problem INVALID if a quote stays open
   */
  static List<String> of(Place place, String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (quote != 0 && c == quote) {
        quote = 0;
      } else if (c == '\\' && quote != '\'' && i + 1 < command.length()) {
        i++;
        inWord = true;
        escaped(word, quote, command.charAt(i));
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        inWord = true;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (quote != 0) {
      throw place.wrong("a command whose quotes are closed", "Close it with " + quote + ".");
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }

  /** Between double quotes a backslash before another character than these stays. */
  private static void escaped(StringBuilder word, char quote, char c) {
    if (quote == '"' && "\"\\$`\n".indexOf(c) < 0) {
      word.append('\\');
    }
    if (c != '\n') {
      word.append(c);
    }
  }
}
