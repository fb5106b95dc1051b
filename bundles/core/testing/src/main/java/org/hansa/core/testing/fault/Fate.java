package org.hansa.core.testing.fault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What becomes of one exchange.
 *
 * @param faults all that happen to it, in the order of the rules
 * @param late by how much its answer comes later
 */
record Fate(List<Fault> faults, Duration late) {

  Fate {
    faults = List.copyOf(faults);
  }

  /** The slowest counts. */
  OptionalLong bytesPerSecond() {
    return faults.stream()
        .filter(Fault.Slow.class::isInstance)
        .mapToLong(fault -> ((Fault.Slow) fault).bytesPerSecond())
        .min();
  }

  /** The first that is of this sort. */
  <F extends Fault> Optional<F> first(Class<F> sort) {
    return faults.stream().filter(sort::isInstance).map(sort::cast).findFirst();
  }
}
