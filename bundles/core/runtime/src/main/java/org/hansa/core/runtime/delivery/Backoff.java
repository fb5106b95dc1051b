package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Delays that double from {@code min} to {@code max} with every failure in a row. Each is shortened
 * at random by up to half, so that what failed together does not come back together.
 */
record Backoff(Duration min, Duration max) {

  /** Doubling more often than this is past any maximum. */
  private static final int MOST_DOUBLINGS = 30;

  Duration delay(int failures, RandomGenerator random) {
    Duration full = min.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), MOST_DOUBLINGS));
    return jittered(full.compareTo(max) < 0 ? full : max, random);
  }

  /** For what a retry cannot help. */
  Duration longest(RandomGenerator random) {
    return jittered(max, random);
  }

  private static Duration jittered(Duration full, RandomGenerator random) {
    long nanos = full.toNanos();
    return Duration.ofNanos(nanos - (long) (random.nextDouble() * 0.5 * nanos));
  }
}
