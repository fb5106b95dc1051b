package org.hansa.platform.place.reassign;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hansa.platform.place.Misread;

/**
 * The rows of whole numbers of a file. A file has up to a hundred million numbers, so they are read
 * from bytes. Each row must stand in a line of its own: else a number that is missing would be
 * found only where the next ones make no sense any more.
 */
final class Tokens implements Closeable {

  private static final int END = -1;
  private static final int LONGEST = 18;

  private final String name;
  private final InputStream in;
  private final long size;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int filled;
  private long line = 1;
  private String row = "";
  private int inRow;

  Tokens(Path file) throws IOException {
    name = file.toString();
    size = Files.isRegularFile(file) ? Files.size(file) : Long.MAX_VALUE;
    in = Files.newInputStream(file);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /**
   * Goes to the next line that is not empty.
   *
   * @param what stands in it, as {@code machine}
   * @param number of these, from 0; negative if there is one alone
   * @throws Misread if anything is left in the former row, or there is no further one
   */
  void row(String what, int number) throws IOException {
    long before = line;
    int c = skip();
    String next = number < 0 ? what : what + " " + number;
    if (c == END) {
      throw wrong("the file ends before the row of " + next, "Add the row, or correct the count.");
    }
    if (line == before && inRow > 0) {
      throw wrong(
          "the row of " + row + " has more than " + inRow + " numbers",
          "Take the rest away, or begin the row of " + next + " in a new line.");
    }
    at--;
    row = next;
    inRow = 0;
  }

  /**
   * @param what the number is, as {@code a capacity}
   * @throws Misread if the row ends here, or there is no whole number from least to most
   */
  long next(String what, long least, long most) throws IOException {
    long before = line;
    int c = skip();
    if (c == END || line != before) {
      line = before;
      throw wrong(
          "the row of " + row + " ends after " + inRow + " numbers, where " + what + " should be",
          "Add what is missing, in the same line.");
    }
    boolean negative = c == '-';
    long number = 0;
    int digits = 0;
    if (negative) {
      c = read();
    }
    for (; c >= '0' && c <= '9' && digits <= LONGEST; c = read()) {
      number = 10 * number + (c - '0');
      digits++;
    }
    if (digits == 0 || digits > LONGEST || c > ' ') {
      throw wrong(
          what + " of " + row + " is no whole number of at most " + LONGEST + " digits",
          "Write one, with white space after it.");
    }
    if (c != END) {
      at--;
    }
    inRow++;
    long value = negative ? -number : number;
    if (value < least || value > most) {
      throw wrong(
          what + " of " + row + " is " + value,
          most == Long.MAX_VALUE
              ? "Give one of at least " + least + ", or add the row that is missing above."
              : "Give one from %d to %d, or add the row that is missing above."
                  .formatted(least, most));
    }
    return value;
  }

  int next(String what, int least, int most) throws IOException {
    return (int) next(what, (long) least, (long) most);
  }

  /**
   * @param numbers that are still to come, at least
   * @throws Misread if the file has no room for them
   */
  void require(String what, long numbers) {
    if (numbers > size / 2) {
      throw wrong(
          what + " needs " + numbers + " numbers and the file has " + size + " bytes",
          "Correct the number, or add the rows.");
    }
  }

  /**
   * @throws Misread if anything is left
   */
  void end() throws IOException {
    if (skip() != END) {
      throw wrong(
          "something stands after the row of " + row, "Take it away, or correct the counts.");
    }
  }

  Misread wrong(String what, String cure) {
    return new Misread(name, line, what, cure);
  }

  private int skip() throws IOException {
    int c = read();
    while (c != END && c <= ' ') {
      if (c == '\n') {
        line++;
      }
      c = read();
    }
    return c;
  }

  private int read() throws IOException {
    if (at == filled) {
      filled = Math.max(0, in.read(buffer, 1, buffer.length - 1)) + 1;
      at = 1;
      if (filled == 1) {
        return END;
      }
    }
    return buffer[at++] & 0xff;
  }
}
