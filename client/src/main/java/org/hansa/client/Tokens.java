package org.hansa.client;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/** Tokens, each for a place where it is used: so that one can be taken away alone. */
final class Tokens {

  static final String KEY = "token";

  private static final int BYTES = 32;
  private static final int LONGEST_PLACE = 40;

  private Tokens() {}

  static String generate(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The key of a place. */
  static String key(String place) {
    return KEY + "." + place;
  }

  /** A key that no other login of the same machine has. */
  static String fresh(String machine, SecureRandom random) {
    String word = machine.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String bare = word.replaceAll("^-+|-+$", "");
    String cut = bare.substring(0, Math.min(LONGEST_PLACE, bare.length()));
    byte[] few = new byte[4];
    random.nextBytes(few);
    return key((cut.isEmpty() ? "client" : cut) + "-" + HexFormat.of().formatHex(few));
  }
}
