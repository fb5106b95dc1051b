package org.hansa.drivers.simulator.data;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What holds between two sites instead of what the rule would make of their coordinates.
 *
 * @param latency milliseconds one way
 * @param bandwidth bits a second
 */
public record Between(
    @Bound(most = 2) List<String> sites,
    @Bound(max = "10000") Optional<BigDecimal> latency,
    @Bound(unit = Bound.Unit.BITS, min = "1") Optional<Long> bandwidth) {

  public Between {
    if (sites.size() != 2 || sites.get(0).equals(sites.get(1))) {
      throw new IllegalArgumentException("sites must name two, not " + sites);
    }
  }

  boolean joins(String a, String b) {
    return sites.contains(a) && sites.contains(b) && !a.equals(b);
  }
}
