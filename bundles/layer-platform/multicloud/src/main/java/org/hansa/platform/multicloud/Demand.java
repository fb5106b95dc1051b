package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * All replicas of one application, and the bounds that hold for all of them together.
 *
 * @param needs in order of component and number
 */
record Demand(List<Need> needs, Optional<BigDecimal> maxPrice, Optional<BigDecimal> maxGrams) {

  Demand {
    needs = List.copyOf(needs);
  }
}
