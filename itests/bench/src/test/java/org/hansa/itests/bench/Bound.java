package org.hansa.itests.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a figure must be. Whether it is stands beside it; with {@code -Dhansa.bench.strict} one that
 * is not fails the run, once its table is printed.
 */
public record Bound(boolean least, double value) {

  private static final boolean STRICT = Boolean.getBoolean("hansa.bench.strict");
  private static final List<String> MISSED = new ArrayList<>();

  public static Bound atLeast(double value) {
    return new Bound(true, value);
  }

  public static Bound atMost(double value) {
    return new Bound(false, value);
  }

  /** The line of a table, with what is asked and whether the figure is that. */
  public String beside(String line, double figure) {
    boolean met = least ? figure >= value : figure <= value;
    String whole =
        String.format(
            Locale.ROOT,
            "%s; asked %s %s: %s",
            line,
            least ? "at least" : "at most",
            value,
            met ? "met" : "NOT MET");
    if (!met) {
      MISSED.add(whole);
    }
    return whole;
  }

  /** After a table. */
  static void verify() {
    List<String> missed = List.copyOf(MISSED);
    MISSED.clear();
    if (STRICT && !missed.isEmpty()) {
      throw new AssertionError(String.join(System.lineSeparator(), missed));
    }
  }
}
