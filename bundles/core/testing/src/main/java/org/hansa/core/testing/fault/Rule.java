package org.hansa.core.testing.fault;

import java.util.regex.Pattern;

/**
 * When a fault happens. Exchanges are counted for each method and path of their own, so that what
 * other threads ask meanwhile changes nothing.
 *
 * @param method that it must be, or empty for any
 * @param path what all of the path must match, its query left out
 * @param from the first that it may happen to, from 1 on
 * @param times how many, from there on, it may happen to
 * @param chance from 0 to 1; the seed decides
 */
public record Rule(Fault fault, String method, Pattern path, long from, long times, double chance) {

  /** A connection that is to be secured, before anything is asked on it. */
  static final String HANDSHAKE = "HANDSHAKE";

  /** All that is said on a connection that is not looked into. */
  static final String TCP = "TCP";

  public Rule {
    if (from < 1 || times < 1 || !(chance >= 0 && chance <= 1)) {
      throw new IllegalArgumentException(
          "from and times are from 1 on, chance is from 0 to 1: "
              + from
              + " "
              + times
              + " "
              + chance);
    }
  }

  /** Whatever is asked, each time. */
  public static Rule always(Fault fault) {
    return new Rule(fault, "", Pattern.compile(".*"), 1, Long.MAX_VALUE, 1);
  }

  public Rule on(String method, String path) {
    return new Rule(fault, method, Pattern.compile(path), from, times, chance);
  }

  public Rule from(long first) {
    return new Rule(fault, method, path, first, times, chance);
  }

  public Rule times(long most) {
    return new Rule(fault, method, path, from, most, chance);
  }

  public Rule once() {
    return times(1);
  }

  public Rule chance(double part) {
    return new Rule(fault, method, path, from, times, part);
  }

  boolean isOfHandshakes() {
    return fault instanceof Fault.Untrusted || fault instanceof Fault.NoHandshake;
  }

  /**
   * @param nth of this method and path, from 1 on
   */
  boolean fits(String asked, String where, long nth) {
    return (method.isEmpty() || method.equals(asked))
        && path.matcher(where).matches()
        && nth >= from
        && nth - from < times;
  }
}
