package org.hansa.sustainability.scheduler.shift;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What some energy causes and costs. What is not known is empty, and so is every sum with it.
 *
 * @param grams gCO2e
 * @param money in the currency of the series of prices
 */
public record Footprint(Optional<BigDecimal> grams, Optional<BigDecimal> money) {

  public static final Footprint NONE =
      new Footprint(Optional.of(BigDecimal.ZERO), Optional.of(BigDecimal.ZERO));

  public Footprint plus(Footprint other) {
    return new Footprint(
        grams.flatMap(g -> other.grams.map(g::add)), money.flatMap(m -> other.money.map(m::add)));
  }

  public Footprint minus(Footprint other) {
    return new Footprint(
        grams.flatMap(g -> other.grams.map(g::subtract)),
        money.flatMap(m -> other.money.map(m::subtract)));
  }

  public Footprint times(BigDecimal factor) {
    return new Footprint(grams.map(factor::multiply), money.map(factor::multiply));
  }
}
