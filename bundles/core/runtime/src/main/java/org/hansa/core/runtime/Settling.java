package org.hansa.core.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.hansa.core.api.store.Fence;

/**
 * How long an effect whose answer was lost may still appear: counted by a clock that nobody can
 * set, from when this process knew that it was lost. After a restart that is the first look, for
 * the wall clock may have been set meanwhile; and so it is after another node has held the
 * partition. Thread-safe.
 */
final class Settling {

  private final LongSupplier nanos;

  private record Loss(Fence under, long at) {}

  private final Map<Calls.Key, Loss> known = new ConcurrentHashMap<>();

  /**
   * @param nanos as {@link System#nanoTime}
   */
  Settling(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** An effect has just been lost: the time runs anew. */
  void lost(Calls.Key key, Fence under) {
    known.put(key, new Loss(under, nanos.getAsLong()));
  }

  /** What became of it is known. */
  void settled(Calls.Key key) {
    known.remove(key);
  }

  /**
   * What is left of the facet's settle time; zero only if it had passed when the driver was asked,
   * for what a look does not show may have appeared after it looked and before it answered.
   *
   * @param asked when that was, by the same clock
   */
  Duration left(Calls.Key key, Fence under, Duration settle, long asked) {
    long now = nanos.getAsLong();
    Loss loss =
        known.compute(
            key, (k, had) -> had != null && had.under().equals(under) ? had : new Loss(under, now));
    Duration left = settle.minusNanos(Math.max(0, asked - loss.at()));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Others hold these partitions now. */
  void forget(Set<Integer> partitions) {
    known.values().removeIf(loss -> partitions.contains(loss.under().partition()));
  }
}
