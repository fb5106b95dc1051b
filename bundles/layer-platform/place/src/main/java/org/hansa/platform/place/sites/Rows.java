package org.hansa.platform.place.sites;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;
import org.hansa.platform.place.Misread;

/** The rows of a text, word by word. What stands after {@code #} is for people. */
final class Rows implements Closeable {

  private static final int LONGEST = 100_000;
  private static final int WORD = 256;

  /** Of rows, in bytes. */
  private static final int SHORTEST = 6;

  private final String file;
  private final BufferedReader in;
  private final long size;
  private long line;
  private StringTokenizer words = new StringTokenizer("");
  private String first = "";
  private boolean isPushedBack;

  Rows(Path file) throws IOException {
    this.file = file.toString();
    this.size = Files.isRegularFile(file) ? Files.size(file) : Long.MAX_VALUE;
    this.in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Goes to the next row; returns its first word, which is empty at the end. */
  String next() throws IOException {
    if (isPushedBack) {
      isPushedBack = false;
      return first;
    }
    first = "";
    while (first.isEmpty()) {
      String text = line();
      line++;
      if (text == null) {
        return "";
      }
      int note = text.indexOf('#');
      words = new StringTokenizer(note < 0 ? text : text.substring(0, note));
      if (words.hasMoreTokens()) {
        first = words.nextToken();
      }
    }
    return first;
  }

  /** The next line, of which no more is read than it may have; null at the end. */
  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    try {
      int c = in.read();
      if (c < 0) {
        return null;
      }
      for (; c >= 0 && c != '\n'; c = in.read()) {
        if (text.length() == LONGEST) {
          line++;
          throw wrong("the line has more than " + LONGEST + " characters", "Break it up.");
        }
        text.append((char) c);
      }
      return text.toString();
    } catch (MalformedInputException e) {
      line++;
      throw wrong("something is not UTF-8", "Save the file as that.");
    }
  }

  /** The row is read again by the next one who asks; none of its further words was read. */
  void back() {
    isPushedBack = true;
  }

  /** Goes to the next row, which must begin with a word. */
  void row(String what) throws IOException {
    String found = next();
    if (!found.equals(what)) {
      throw wrong(
          found.isEmpty()
              ? "the file ends where a row '" + what + "' should be"
              : "a row '" + shown(found) + "' stands where one '" + what + "' should be",
          "Add the row, or correct the count above.");
    }
  }

  /** Whether the row has more words. */
  boolean more() {
    return words.hasMoreTokens();
  }

  String word(String what) {
    if (!more()) {
      throw wrong("the row ends where " + what + " should be", "Add it, in the same line.");
    }
    String word = words.nextToken();
    if (word.length() > WORD) {
      throw wrong(
          what + " has " + word.length() + " characters", "Give at most " + WORD + " of them.");
    }
    return word;
  }

  int count(String what, int most) {
    return (int) number(what, 0, 0, most);
  }

  /** How many rows follow; not more than the file has room for. */
  int rows(String what, int most) {
    int many = count(what, most);
    if (many > size / SHORTEST) {
      throw wrong(
          what + " is " + many + " and the file has " + size + " bytes",
          "Correct the number, or add the rows.");
    }
    return many;
  }

  /**
   * @param decimals at most so many; the number is returned without its point
   * @param most without these decimals
   */
  long number(String what, int decimals, long least, long most) {
    return Decimal.of(this, what, word(what), decimals, least, most);
  }

  /**
   * @throws Misread if the row has more words
   */
  void end() {
    if (more()) {
      throw wrong(
          "'" + shown(words.nextToken()) + "' stands after the end of the row",
          "Take it away, or begin a new line.");
    }
  }

  Misread wrong(String what, String cure) {
    return new Misread(file, line, what, cure);
  }

  /** As much of a word as a message has room for. */
  static String shown(String word) {
    String some = word.length() > 40 ? word.substring(0, 40) + "..." : word;
    return some.replaceAll("\\p{Cntrl}", "?");
  }
}
