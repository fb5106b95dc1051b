package org.hansa.core.console;

import java.util.random.RandomGenerator;

/** Makes passwords that can be read out and typed: no letter that looks like another. */
public final class Passwords {

  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
  private static final int LENGTH = 24;

  private Passwords() {}

  /** About 118 bits. */
  public static String generate(RandomGenerator random) {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }
}
