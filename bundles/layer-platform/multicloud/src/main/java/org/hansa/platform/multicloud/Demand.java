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
 */
record Demand(
    List<Need> needs,
    Optional<BigDecimal> maxPrice,
    Optional<BigDecimal> maxGrams,
    Preference preference,
    Optional<Moves> moves) {

  Demand {
    needs = List.copyOf(needs);
  }

  /** The same, without a move of what stands well. */
  Demand staying() {
    return new Demand(needs, maxPrice, maxGrams, preference, Optional.empty());
  }

  /** One replica, as if there were no other; the bounds hold for it. */
  Demand alone(Need need) {
    return new Demand(List.of(need), maxPrice, maxGrams, preference, Optional.empty());
  }

  Need need(String name) {
    return needs.stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }
}
