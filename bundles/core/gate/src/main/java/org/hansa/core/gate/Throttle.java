package org.hansa.core.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down guessing: after a few failures of a name the wait doubles with each more, and so many
 * failures of all names together close the door for a minute. Thread-safe; its table is bounded.
 */
final class Throttle {

  static final int FREE = 5;
  static final int MOST_TOGETHER = 200;

  private static final int NAMES = 10_000;
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private record Failures(int count, Instant until) {}

  private final Map<String, Failures> names = new LinkedHashMap<>(16, 0.75f, true);
  private Instant window = Instant.EPOCH;
  private int together;

  /** How long to wait, or empty if an attempt may be made. */
  synchronized Optional<Duration> delay(String name, Instant now) {
    if (together >= MOST_TOGETHER && now.isBefore(window.plus(WINDOW))) {
      return Optional.of(Duration.between(now, window.plus(WINDOW)));
    }
    return Optional.ofNullable(names.get(name))
        .map(Failures::until)
        .filter(now::isBefore)
        .map(until -> Duration.between(now, until));
  }

  synchronized void failed(String name, Instant now) {
    if (!now.isBefore(window.plus(WINDOW))) {
      window = now;
      together = 0;
    }
    together++;
    int count = names.getOrDefault(name, new Failures(0, now)).count() + 1;
    long seconds = count < FREE ? 0 : 1L << Math.min(count - FREE, 20);
    Duration wait = Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
    names.put(name, new Failures(count, now.plus(wait)));
    if (names.size() > NAMES) {
      names.remove(names.keySet().iterator().next());
    }
  }

  synchronized void succeeded(String name) {
    names.remove(name);
  }
}
