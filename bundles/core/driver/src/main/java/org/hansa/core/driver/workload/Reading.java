package org.hansa.core.driver.workload;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * Counters of one external object.
 *
 * @param run names the run that is counted (a process id and its start): a new run counts from zero
 * @param since when counting began
 * @param at when it was read
 * @param counters growing: {@code cpu-seconds}, {@code read-bytes}, {@code written-bytes}
 * @param gauges as of now: {@code memory-bytes}, {@code storage-bytes}
 * @param source where the figures come from, for instance {@code /proc}
 */
public record Reading(
    String run,
    Instant since,
    Instant at,
    Map<String, BigDecimal> counters,
    Map<String, BigDecimal> gauges,
    String source) {

  public Reading {
    // What is empty is not written, and so read as absent.
    counters = counters == null ? Map.of() : Map.copyOf(counters);
    gauges = gauges == null ? Map.of() : Map.copyOf(gauges);
  }
}
