package org.hansa.drivers.simulator.world;

import org.hansa.core.driver.DriverException;
import org.hansa.drivers.simulator.data.Refusal;

/** Says where a page ends; one that nobody has said is known by its check digits. */
record Cursor(Chance chance, String facet) {

  private static final int DIGITS = 8;

  String write(String last) {
    return digits(last) + ":" + last;
  }

  /**
   * The last uid of the page before.
   *
   * @throws DriverException INVALID if no page has said it
   */
  String read(String cursor) {
    String last = cursor.substring(Math.min(cursor.length(), DIGITS + 1));
    if (!cursor.equals(write(last))) {
      throw Refusal.invalid(
          "no page of " + facet + " has said the cursor '" + cursor + "'; begin without one");
    }
    return last;
  }

  private String digits(String last) {
    return chance.digits(DIGITS, "cursor", facet, last);
  }
}
