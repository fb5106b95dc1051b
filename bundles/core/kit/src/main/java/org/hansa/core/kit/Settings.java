package org.hansa.core.kit;

import java.time.Duration;
import java.util.Set;

/**
 * How a driver is tried.
 *
 * @param deadline of each call
 * @param grace how much later a call may return, and how long one may take that has no deadline
 * @param patience how long it is waited until something settles
 * @param rules the ids of the rules to try; empty for all
 * @param keep whether what was made is left where it is, to be looked at; the next run removes it
 */
public record Settings(
    Duration deadline, Duration grace, Duration patience, Set<String> rules, boolean keep) {

  public static final Settings DEFAULT =
      new Settings(
          Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofMinutes(10), Set.of(), false);

  public Settings {
    if (!positive(deadline) || !positive(grace) || !positive(patience)) {
      throw new IllegalArgumentException("deadline, grace and patience are more than nothing");
    }
    rules = Set.copyOf(rules);
  }

  private static boolean positive(Duration time) {
    return !time.isNegative() && !time.isZero();
  }

  /** As long as that, or as long as there is patience. */
  Duration patience(Duration most) {
    return patience.compareTo(most) < 0 ? patience : most;
  }

  public Settings only(Set<String> ids) {
    return new Settings(deadline, grace, patience, ids, keep);
  }

  public Settings keeping() {
    return new Settings(deadline, grace, patience, rules, true);
  }

  public Settings within(Duration callDeadline, Duration callGrace, Duration mostPatience) {
    return new Settings(callDeadline, callGrace, mostPatience, rules, keep);
  }
}
