package org.hansa.core.driver.http;

import java.util.regex.Pattern;

/** Makes of what others said something that may stand in a message: one line of bounded length. */
final class Words {

  static final int LONGEST = 200;

  private static final Pattern BLANK = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

  private Words() {}

  static String plain(String text) {
    // No more of it is looked at than can be shown.
    String some = text.length() > 4 * LONGEST ? text.substring(0, 4 * LONGEST) : text;
    String line = BLANK.matcher(some).replaceAll(" ").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }
}
