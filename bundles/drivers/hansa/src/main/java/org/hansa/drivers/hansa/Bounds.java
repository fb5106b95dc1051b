package org.hansa.drivers.hansa;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/**
 * What a partner says is looked at before it is believed: it is another's, and may be wrong or
 * meant ill. What cannot be is INTERNAL, and then nothing of the answer counts.
 */
final class Bounds {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:+-]{0,127}");
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9][-A-Za-z0-9.]{0,252}|\\[?[0-9A-Fa-f:.]{2,60}]?");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+");
  private static final Duration AHEAD = Duration.ofHours(1);
  private static final Duration LONG_AGO = Duration.ofDays(36_500);
  private static final int LONGEST = 300;
  private static final int SHOWN = 60;

  /** A number may have so many digits, and so many of them behind the point. */
  private static final int DIGITS = 40;

  private Bounds() {}

  static String name(String what, String value) {
    return fit(NAME, what, value);
  }

  /** A short one for programs: a unit, a fact's name. */
  static String word(String what, String value) {
    return fit(WORD, what, value);
  }

  static String address(String what, String value) {
    return fit(ADDRESS, what, value);
  }

  private static String fit(Pattern pattern, String what, String value) {
    require(pattern.matcher(value).matches(), what + " '" + shown(value) + "'");
    return value;
  }

  /** For people: in one line, cut if it is long. */
  static String text(String value) {
    return text(value, LONGEST);
  }

  static String text(String value, int most) {
    String some = value.length() > 2 * most ? value.substring(0, 2 * most) : value;
    String line = CONTROL.matcher(some).replaceAll(" ").strip();
    return line.length() > most ? line.substring(0, most) + "..." : line;
  }

  /** In a message of ours. */
  static String shown(String value) {
    return text(value, SHOWN);
  }

  /** Not negative, and of a length that can be reckoned with: 1E999999999 is short only here. */
  static BigDecimal amount(String what, BigDecimal value) {
    boolean brief = value.precision() <= DIGITS && Math.abs((long) value.scale()) <= DIGITS;
    require(brief && value.signum() >= 0, what + " that is no amount");
    return value;
  }

  static Map<String, BigDecimal> amounts(
      String what, Optional<Map<String, BigDecimal>> values, int most) {
    Map<String, BigDecimal> all = new TreeMap<>();
    map(what, values, most)
        .forEach((unit, value) -> all.put(word(what, unit), amount(what, value)));
    return all;
  }

  static Map<String, String> texts(String what, Optional<Map<String, String>> values, int most) {
    Map<String, String> all = new TreeMap<>();
    map(what, values, most).forEach((name, value) -> all.put(word(what, name), text(value)));
    return all;
  }

  /** Absent is empty; nothing in it is null, which JSON was read for. */
  static <T> Map<String, T> map(String what, Optional<Map<String, T>> values, int most) {
    Map<String, T> all = values.orElse(Map.of());
    few(what, all.size(), most);
    return all;
  }

  /** The same of a list. */
  static <T> List<T> list(String what, Optional<List<T>> values, int most) {
    List<T> all = values.orElse(List.of());
    few(what, all.size(), most);
    return all;
  }

  static void few(String what, int number, int most) {
    require(number <= most, number + " times " + what + ", more than the " + most + " that pass");
  }

  /** A time that a clock may have said: what is a little ahead is another clock's. */
  static Instant time(String what, Instant value, Instant now) {
    require(
        value.isBefore(now.plus(AHEAD)) && value.isAfter(now.minus(LONG_AGO)),
        what + " at " + shown(value.toString()));
    return value;
  }

  /**
   * @param said what the partner says
   */
  static void require(boolean holds, String said) {
    if (!holds) {
      throw new DriverException(Reason.INTERNAL, "the partner says " + said);
    }
  }
}
