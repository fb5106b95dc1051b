package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hansa.platform.api.Objective.Moves;

/**
 * All replicas of one application, and the bounds that hold for all of them together.
 *
 * @param needs in order of component and number
 * @param preference which of the places that fit is the best
 * @param moves when a replica that stands well moves all the same; empty if none may now
 * @param calls what is asked of what lies between them
 * @param leaves the replica that leaves its place now, whether that repays by itself or not
 */
record Demand(
    List<Need> needs,
    Optional<BigDecimal> maxPrice,
    Optional<BigDecimal> maxGrams,
    Optional<BigDecimal> minAvailability,
    Preference preference,
    Optional<Moves> moves,
    Calls calls,
    Optional<Leaving> leaves) {

  Demand {
    needs = List.copyOf(needs);
  }

  /** Of which no replica is told where to go. */
  Demand(
      List<Need> needs,
      Optional<BigDecimal> maxPrice,
      Optional<BigDecimal> maxGrams,
      Optional<BigDecimal> minAvailability,
      Preference preference,
      Optional<Moves> moves,
      Calls calls) {
    this(needs, maxPrice, maxGrams, minAvailability, preference, moves, calls, Optional.empty());
  }

  /** All replicas of several, as if nothing were asked of what lies between them. */
  static Demand unlinked(List<Demand> demands) {
    return new Demand(
        demands.stream().flatMap(d -> d.needs().stream()).toList(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        demands.get(0).preference(),
        Optional.empty(),
        Calls.of(List.of(), List.of()));
  }

  /** The same, without a move of what stands well. */
  Demand staying() {
    return new Demand(
        needs, maxPrice, maxGrams, minAvailability, preference, Optional.empty(), calls);
  }

  /** The same, if something else were asked of what lies between them. */
  Demand with(Calls other) {
    return new Demand(needs, maxPrice, maxGrams, minAvailability, preference, moves, other, leaves);
  }

  /** The same, with just this move of what stands well. */
  Demand leaving(Optional<Leaving> leaves) {
    return new Demand(
        needs, maxPrice, maxGrams, minAvailability, preference, Optional.empty(), calls, leaves);
  }

  /** One replica, as if there were no other; the bounds hold for it. */
  Demand alone(Need need) {
    // Another replica of it may make up for what this one lacks.
    Optional<BigDecimal> least =
        minAvailability.filter(n -> replicas(need.component().name()) == 1);
    return new Demand(
        List.of(need), maxPrice, maxGrams, least, preference, Optional.empty(), calls);
  }

  /** True if what sites measure of themselves bounds it, or is in what it pays. */
  boolean isBoundBySites() {
    return calls.isAny()
        || minAvailability.isPresent()
        || needs.stream().anyMatch(n -> Latency.isAsked(n));
  }

  /** How many of a component look for a place, or have one. */
  int replicas(String component) {
    return (int) needs.stream().filter(n -> n.component().name().equals(component)).count();
  }

  Need need(String name) {
    return needs.stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }
}
