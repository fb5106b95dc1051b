package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hansa.platform.api.Terms;

/**
 * What a guest may have of a site while a placement is tried, all hosts together.
 *
 * @param most by unit; what is not in it is not bounded
 * @param others what the guest has there, with all tenants below it, besides what is decided anew
 * @param taken what the try itself gives out, by replica
 */
record Share(
    Terms terms,
    Map<String, BigDecimal> most,
    Map<String, BigDecimal> others,
    Map<String, Map<String, BigDecimal>> taken) {

  Share(Terms terms, Map<String, BigDecimal> others) {
    this(terms, terms.most(), Map.copyOf(others), new HashMap<>());
  }

  /** The same at the beginning of another try. */
  Share fresh() {
    return new Share(terms, most, others, new HashMap<>());
  }

  /** The same beside others. */
  Share beside(Map<String, BigDecimal> now) {
    return new Share(terms, most, Map.copyOf(now), new HashMap<>());
  }

  /** What is left for a replica; empty if there is no bound. */
  Optional<BigDecimal> left(String unit, Need need) {
    return Optional.ofNullable(most.get(unit))
        .map(all -> all.subtract(others.getOrDefault(unit, BigDecimal.ZERO)))
        .map(
            left ->
                taken.entrySet().stream()
                    .filter(other -> !other.getKey().equals(need.name()))
                    .map(other -> other.getValue().getOrDefault(unit, BigDecimal.ZERO))
                    .reduce(left, BigDecimal::subtract));
  }

  void take(Need need) {
    taken.put(need.name(), need.amounts());
  }
}
