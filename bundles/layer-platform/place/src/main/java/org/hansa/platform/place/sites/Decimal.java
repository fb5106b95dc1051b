package org.hansa.platform.place.sites;

import java.math.BigDecimal;

/** A decimal number of a row, as a whole number of its last decimals. */
final class Decimal {

  private static final int LONGEST = 30;

  private Decimal() {}

  static long of(Rows rows, String what, String word, int decimals, long least, long most) {
    BigDecimal value;
    try {
      value = word.length() > LONGEST ? null : new BigDecimal(word);
    } catch (NumberFormatException e) {
      value = null;
    }
    // An exponent of a billion is a short word, and a number that fills the memory.
    if (value == null || Math.abs((long) value.scale()) > LONGEST) {
      throw rows.wrong(
          what + " is '" + Rows.shown(word) + "'",
          "Write a number, as 12" + (decimals > 0 ? ".5." : "."));
    }
    if (value.stripTrailingZeros().scale() > decimals) {
      throw rows.wrong(
          what + " is " + word,
          decimals == 0 ? "Give a whole number." : "Give at most " + decimals + " decimals.");
    }
    if (value.compareTo(BigDecimal.valueOf(least)) < 0
        || value.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw rows.wrong(what + " is " + word, "Give one from " + least + " to " + most + ".");
    }
    return value.movePointRight(decimals).longValueExact();
  }
}
