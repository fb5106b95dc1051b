package org.hansa.drivers.sshhost;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/**
 * What the script said, whole.
 *
 * @param uptime of the machine in hundredths of a second, when it began
 * @param lines between the first and the last
 */
record Reply(long uptime, List<Line> lines) {

  private static final Pattern FIRST = Pattern.compile("hansa 1 ([0-9]{1,15}) [-0-9a-f]{1,40}");
  private static final int SHOWN = 200;

  /** A word and its value, which may be empty. */
  record Line(String word, String value) {}

  /**
   * @throws DriverException what the script says that failed; INTERNAL if it is not the script that
   *     answers
   */
  static Reply of(String text, String where) {
    String[] all = text.split("\n", -1);
    Matcher first = FIRST.matcher(all[0]);
    // The last line has its end too, so that a last one that was cut is not taken for it.
    if (!first.matches()
        || all.length < 3
        || !all[all.length - 2].equals(".")
        || !all[all.length - 1].isEmpty()) {
      throw Fault.internal(
          where
              + " does not answer as it should: "
              + text.substring(0, Math.min(SHOWN, text.length())).strip());
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 1; i < all.length - 2; i++) {
      int space = all[i].indexOf(' ');
      lines.add(
          space < 0
              ? new Line(all[i], "")
              : new Line(all[i].substring(0, space), all[i].substring(space + 1)));
    }
    Reply reply = new Reply(Long.parseLong(first.group(1)), List.copyOf(lines));
    reply.one("fail").ifPresent(failure -> fail(failure, where));
    return reply;
  }

  private static void fail(String failure, String where) {
    int space = failure.indexOf(' ');
    throw new DriverException(
        Reason.valueOf(failure.substring(0, space)),
        failure.substring(space + 1) + " (" + where + ")");
  }

  Optional<String> one(String word) {
    return all(word).stream().findFirst();
  }

  List<String> all(String word) {
    return lines.stream().filter(l -> l.word().equals(word)).map(Line::value).toList();
  }

  /** One part for each line of this word, with it and all up to the next. */
  List<Reply> parts(String word) {
    List<Reply> parts = new ArrayList<>();
    List<Line> part = new ArrayList<>();
    for (Line line : lines) {
      if (line.word().equals(word) && !part.isEmpty()) {
        parts.add(new Reply(uptime, List.copyOf(part)));
        part.clear();
      }
      if (line.word().equals(word) || !part.isEmpty()) {
        part.add(line);
      }
    }
    if (!part.isEmpty()) {
      parts.add(new Reply(uptime, List.copyOf(part)));
    }
    return parts;
  }
}
