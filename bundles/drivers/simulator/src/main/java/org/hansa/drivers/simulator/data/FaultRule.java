package org.hansa.drivers.simulator.data;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hansa.core.driver.DriverException.Reason;

/**
 * Something that goes wrong: where, when, how often.
 *
 * @param site all, if not said
 * @param facet all, if not said
 * @param verb all, if not said: {@code observe}, {@code apply}, {@code all} ...
 * @param from in simulated time
 * @param to in simulated time
 * @param every begins again and again, counted from {@code from} or from 1970
 * @param lasting how long of {@code every}
 * @param rate how many of a hundred calls, or objects, have it; all, if not said
 * @param reason of an ERROR
 * @param time how long: LATENCY in real time, LATE in real time, VANISH and CRASH after the start
 *     in simulated time, on average
 * @param exitCode of a CRASH
 */
public record FaultRule(
    Kind kind,
    Optional<String> site,
    Optional<String> facet,
    Optional<String> verb,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Duration> every,
    Optional<Duration> lasting,
    @Bound(max = "100") Optional<BigDecimal> rate,
    Optional<Reason> reason,
    Optional<Duration> time,
    @Bound(max = "255") Optional<Integer> exitCode) {

  /** What happens. */
  public enum Kind {
    /** Nothing answers: UNAVAILABLE, and nothing is done. */
    OUTAGE,
    /** A call takes {@code time}; one that would take longer than it may is not done. */
    LATENCY,
    /** A call fails by {@code reason}, and nothing is done. */
    ERROR,
    /** It is done, and the answer is UNAVAILABLE. */
    LOST,
    /** The answer is UNAVAILABLE, and what is new appears {@code time} later. */
    LATE,
    /** An object is gone some time after it was made. */
    VANISH,
    /** A workload ends some time after it was started. */
    CRASH
  }

  /** What is wrong with it, if anything. */
  public Optional<String> flaw() {
    if (kind == null) {
      return Optional.of("a fault has a kind");
    }
    boolean timed =
        kind == Kind.LATENCY || kind == Kind.LATE || kind == Kind.VANISH || kind == Kind.CRASH;
    if (timed && time.filter(t -> t.toMillis() > 0).isEmpty()) {
      return Optional.of("a fault of kind " + kind + " needs a time of a millisecond or more");
    }
    if (every.isPresent() != lasting.isPresent()
        || every.filter(e -> e.toMillis() <= 0 || e.compareTo(lasting.get()) < 0).isPresent()) {
      return Optional.of("every and lasting go together, and lasting is the shorter of them");
    }
    return rate.filter(r -> r.signum() < 0 || r.compareTo(BigDecimal.valueOf(100)) > 0)
        .map(r -> "rate is " + r + "; it must be 0 to 100");
  }

  /** Whether it concerns this call at all. */
  public boolean meets(String atSite, String onFacet, String byVerb) {
    return site.filter(s -> !s.equals(atSite)).isEmpty()
        && facet.filter(f -> !f.equals(onFacet)).isEmpty()
        && verb.filter(v -> !v.equals(byVerb)).isEmpty();
  }

  /**
   * @param now milliseconds of simulated time
   */
  public boolean inForce(long now) {
    if (from.filter(f -> now < f.toEpochMilli()).isPresent()
        || to.filter(t -> now >= t.toEpochMilli()).isPresent()) {
      return false;
    }
    long since = now - from.map(Instant::toEpochMilli).orElse(0L);
    return every
        .map(e -> Math.floorMod(since, e.toMillis()) < lasting.get().toMillis())
        .orElse(true);
  }
}
