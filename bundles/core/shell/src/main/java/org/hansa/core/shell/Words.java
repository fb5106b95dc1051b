package org.hansa.core.shell;

import java.util.ArrayList;
import java.util.List;
import org.hansa.core.api.Problem;

/**
 * Splits a line into words, as people expect of a shell, and knows nothing else: what would do more
 * in Karaf's shell (pipes, redirection, variables, closures) is refused unless quoted.
 */
final class Words {

  private static final String REFUSED = "|<>;&$`(){}";
  private static final int MOST = 10_000;

  private final String line;
  private final List<String> words = new ArrayList<>();
  private StringBuilder word = new StringBuilder();
  private boolean inWord;

  private Words(String line) {
    this.line = line;
  }

  /**
   * @throws Problem INVALID on an open quote or a character that is not offered
   */
  static List<String> of(String line) {
    if (line.length() > MOST) {
      throw new Problem(Problem.Reason.TOO_LARGE, "the line is too long", "Use a document.");
    }
    return new Words(line).split();
  }

  private List<String> split() {
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == '\'' || c == '"') {
        at = quoted(at);
      } else if (c == '\\' && at + 1 < line.length()) {
        add(line.charAt(at + 1));
        at += 2;
      } else if (Character.isWhitespace(c)) {
        end();
        at++;
      } else if (c == '#' && !inWord) {
        break;
      } else if (REFUSED.indexOf(c) >= 0) {
        throw new Problem(
            Problem.Reason.INVALID,
            "'" + c + "' means nothing here",
            "Put it in quotes if it is part of a word; accounts have commands, not a full shell.");
      } else {
        add(c);
        at++;
      }
    }
    end();
    return words;
  }

  /** Between single quotes all is meant as it stands; between double ones a backslash escapes. */
  private int quoted(int open) {
    char quote = line.charAt(open);
    inWord = true;
    for (int at = open + 1; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == quote) {
        return at + 1;
      }
      if (c == '\\' && quote == '"' && at + 1 < line.length()) {
        at++;
      }
      word.append(line.charAt(at));
    }
    throw new Problem(Problem.Reason.INVALID, "a quote is open", "Close it with " + quote + ".");
  }

  private void add(char c) {
    inWord = true;
    word.append(c);
  }

  private void end() {
    if (inWord) {
      words.add(word.toString());
      word = new StringBuilder();
      inWord = false;
    }
  }
}
