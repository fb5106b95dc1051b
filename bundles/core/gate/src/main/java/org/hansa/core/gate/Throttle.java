package org.hansa.core.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down guessing and shuts nobody out. After a few failures of a name one attempt at it passes
 * per wait, and the wait doubles with each more, to half a minute. While very many fail together,
 * each name of an account has one attempt a second, and all other names have one together: so that
 * who floods the door with names takes no account's turn. Thread-safe; its table is bounded.
 */
final class Throttle {

  static final int FREE = 5;
  static final int MOST_TOGETHER = 200;
  static final Duration LONGEST = Duration.ofSeconds(30);
  static final Duration WINDOW = Duration.ofMinutes(1);

  private static final int NAMES = 10_000;
  private static final Duration SLOW = Duration.ofSeconds(1);

  /**
   * @param until when the next attempt may be made
   */
  private record Failures(int count, Instant until) {}

  private static final Failures NONE = new Failures(0, Instant.EPOCH);

  private final Map<String, Failures> names = new LinkedHashMap<>(16, 0.75f, true);
  private Instant window = Instant.EPOCH;
  private int together;
  private Instant strangers = Instant.EPOCH;

  /**
   * How long to wait, or empty if an attempt may be made.
   *
   * @param known there is an account of that name
   */
  synchronized Optional<Duration> delay(String name, boolean known, Instant now) {
    Instant own = names.getOrDefault(name, NONE).until();
    Instant until = !known && isCrowded(now) && strangers.isAfter(own) ? strangers : own;
    return now.isBefore(until) ? Optional.of(Duration.between(now, until)) : Optional.empty();
  }

  /** Takes the turn if it is free, so that of many who come at once one passes. */
  synchronized Optional<Duration> enter(String name, boolean known, Instant now) {
    Optional<Duration> delay = delay(name, known, now);
    if (delay.isEmpty()) {
      if (!known && isCrowded(now)) {
        strangers = now.plus(SLOW);
      }
      int count = names.getOrDefault(name, NONE).count();
      Duration wait = wait(count, now);
      if (!wait.isZero()) {
        put(name, new Failures(count, now.plus(wait)));
      }
    }
    return delay;
  }

  synchronized void failed(String name, Instant now) {
    if (!now.isBefore(window.plus(WINDOW))) {
      window = now;
      together = 0;
    }
    together++;
    int count = names.getOrDefault(name, NONE).count() + 1;
    put(name, new Failures(count, now.plus(wait(count, now))));
  }

  synchronized void succeeded(String name) {
    names.remove(name);
  }

  private boolean isCrowded(Instant now) {
    return together >= MOST_TOGETHER && now.isBefore(window.plus(WINDOW));
  }

  private Duration wait(int count, Instant now) {
    if (count < FREE) {
      return isCrowded(now) ? SLOW : Duration.ZERO;
    }
    long seconds = 1L << Math.min(count - FREE, 20);
    return Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
  }

  private void put(String name, Failures failures) {
    names.put(name, failures);
    if (names.size() > NAMES) {
      names.remove(names.keySet().iterator().next());
    }
  }
}
