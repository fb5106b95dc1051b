package org.hansa.core.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How long an effect whose answer was lost may still appear: counted by a clock that nobody can
 * set, from when this process knew that it was lost. After a restart that is the first look, for
 * the wall clock may have been set meanwhile. Thread-safe.
 */
final class Settling {

  private final LongSupplier nanos;
  private final Map<Calls.Key, Long> known = new ConcurrentHashMap<>();

  /**
   * @param nanos as {@link System#nanoTime}
   */
  Settling(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** An effect has just been lost: the time runs anew. */
  void lost(Calls.Key key) {
    known.put(key, nanos.getAsLong());
  }

  /** What became of it is known. */
  void settled(Calls.Key key) {
    known.remove(key);
  }

  /** What is left of the facet's settle time; zero if it has passed. */
  Duration left(Calls.Key key, Duration settle) {
    long now = nanos.getAsLong();
    Duration left = settle.minusNanos(now - known.computeIfAbsent(key, k -> now));
    return left.isNegative() ? Duration.ZERO : left;
  }
}
