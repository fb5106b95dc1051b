package org.hansa.sustainability.scheduler.shift;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much carbon counts against money.
 *
 * @param carbon of a kilogram of CO2e
 * @param cost of a unit of the currency
 */
public record Weights(BigDecimal carbon, BigDecimal cost) {

  public static final Weights CARBON = new Weights(BigDecimal.ONE, BigDecimal.ZERO);
  public static final Weights COST = new Weights(BigDecimal.ZERO, BigDecimal.ONE);

  public Weights {
    if (carbon.signum() < 0 || cost.signum() < 0 || carbon.signum() + cost.signum() == 0) {
      throw new IllegalArgumentException(
          "weights "
              + carbon
              + " and "
              + cost
              + " choose nothing: one must be positive, none less");
    }
  }

  /** The less the better; empty if something that counts is not known. */
  public OptionalDouble score(Footprint footprint) {
    OptionalDouble grams = part(carbon, footprint.grams());
    OptionalDouble money = part(cost, footprint.money());
    return grams.isEmpty() || money.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(grams.getAsDouble() / 1000 + money.getAsDouble());
  }

  private static OptionalDouble part(BigDecimal weight, Optional<BigDecimal> amount) {
    if (weight.signum() == 0) {
      return OptionalDouble.of(0);
    }
    return amount
        .map(a -> OptionalDouble.of(a.multiply(weight).doubleValue()))
        .orElse(OptionalDouble.empty());
  }
}
