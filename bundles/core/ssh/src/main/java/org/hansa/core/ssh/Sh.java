package org.hansa.core.ssh;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** Words for a POSIX shell, such that it takes each as it is. */
public final class Sh {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-]+");

  private Sh() {}

  /**
   * One word, quoted where it must be. A newline is kept.
   *
   * @throws DriverException INVALID if it contains NUL, which no word can
   */
  public static String quote(String word) {
    if (word.indexOf('\0') >= 0) {
      throw new DriverException(Reason.INVALID, "a word for a command contains NUL");
    }
    // An '=' is quoted too: before a command it would set a variable.
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** A command of these words. */
  public static String command(Collection<String> words) {
    return words.stream().map(Sh::quote).collect(Collectors.joining(" "));
  }

  public static String command(String... words) {
    return command(List.of(words));
  }
}
