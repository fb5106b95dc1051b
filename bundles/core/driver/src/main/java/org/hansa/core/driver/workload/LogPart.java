package org.hansa.core.driver.workload;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.driver.DriverException;

/**
 * Lines of a log, oldest first, and where the next ones follow.
 *
 * @param lines whole ones, without their ends; one that is still being written comes once it ends
 * @param next the cursor behind them, of 1 to 200 visible ASCII characters; it holds as long as the
 *     workload is there, also over restarts of it and of Hansa
 * @param gap true if between the cursor that was given and these lines some may be missing, the
 *     beginning of the first too, or if some of them may have been given before
 */
public record LogPart(List<String> lines, String next, boolean gap) {

  /** As many lines as are ever asked for. */
  public static final int MOST = 10_000;

  private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,200}");
  private static final Pattern SEEN = Pattern.compile("seen-([0-9]{1,9})-([0-9]{1,2})-([0-9a-f]*)");

  /** By so many lines a place is found again in a log that has moved on. */
  private static final int WINDOW = 50;

  /** Lines in another order have another mark. */
  private static final long ODD = 0x9E3779B97F4A7C15L;

  public LogPart {
    lines = List.copyOf(lines);
    if (!VISIBLE.matcher(next).matches()) {
      throw new IllegalArgumentException("a cursor has 1 to 200 visible ASCII characters");
    }
  }

  /**
   * Of a log whose last lines are all that can be had: the cursor says how many there were and what
   * the last of them were. Exact while there are fewer than {@link #MOST}; of more, which came
   * again and again is not told apart, and then there is a gap.
   *
   * @param last the last {@link #MOST} lines there are, or all
   * @param after empty for the last ones of these
   * @throws DriverException INVALID for a cursor that no such part says
   */
  public static LogPart of(List<String> last, Optional<String> after, int most) {
    if (after.isEmpty()) {
      int from = Math.max(0, last.size() - most);
      return new LogPart(
          last.subList(from, last.size()), new Seen(last, last.size()).text(), false);
    }
    Matcher seen = SEEN.matcher(after.get());
    DriverException.require(
        seen.matches() && Integer.parseInt(seen.group(1)) >= Integer.parseInt(seen.group(2)),
        "no log has said the cursor '" + after.get() + "'; begin without one");
    return found(last, Integer.parseInt(seen.group(1)), after.get(), most);
  }

  private static LogPart found(List<String> last, int count, String cursor, int most) {
    boolean whole = last.size() < MOST;
    if (whole && count <= last.size() && new Seen(last, count).text().equals(cursor)) {
      return from(last, count, most, false);
    }
    int window = Math.min(WINDOW, count);
    long[] marks = Seen.marks(last);
    int matches = 0;
    int place = 0;
    // A window with fewer lines says that it is the beginning, and stands nowhere else.
    int at = window < WINDOW ? Math.min(window, last.size()) : last.size();
    for (; at >= window && window > 0 && matches < 2; at--) {
      if (cursor.endsWith("-" + window + "-" + Seen.mark(marks, at - window, at))) {
        matches++;
        place = matches == 1 ? at : place;
      }
    }
    return from(last, place, most, matches != 1 && last.size() > place);
  }

  private static LogPart from(List<String> last, int place, int most, boolean gap) {
    int to = Math.min(last.size(), place + most);
    return new LogPart(last.subList(place, to), new Seen(last, to).text(), gap);
  }

  /** A place among lines: after the first {@code count}. */
  private record Seen(List<String> lines, int count) {

    String text() {
      int window = Math.min(WINDOW, count);
      long[] marks = marks(lines.subList(count - window, count));
      return "seen-" + count + "-" + window + "-" + mark(marks, 0, window);
    }

    /** One for each line, so that none is read again for each window that it is in. */
    static long[] marks(List<String> lines) {
      try {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        return lines.stream()
            .map(line -> sha256.digest(line.getBytes(StandardCharsets.UTF_8)))
            .mapToLong(digest -> ByteBuffer.wrap(digest).getLong())
            .toArray();
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }

    static String mark(long[] marks, int from, int to) {
      long sum = 0;
      for (int i = from; i < to; i++) {
        sum = sum * ODD + marks[i];
      }
      return HexFormat.of().toHexDigits(sum);
    }
  }
}
