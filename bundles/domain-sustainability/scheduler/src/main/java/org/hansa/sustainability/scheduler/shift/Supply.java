package org.hansa.sustainability.scheduler.shift;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Optional;

/**
 * The energy of a site, by the hour.
 *
 * @param carbon gCO2e/kWh
 * @param price of a kWh; all sites of one plan in one currency
 * @param surplus watts that would go unused: what runs on them causes and costs nothing more
 */
public record Supply(
    String site, Optional<Series> carbon, Optional<Series> price, Optional<Series> surplus) {

  /** Of which only the carbon is known. */
  public static Supply of(String site, Series carbon) {
    return new Supply(site, Optional.of(carbon), Optional.empty(), Optional.empty());
  }

  /**
   * What one more kWh causes and costs in an hour.
   *
   * @param watts that are asked for
   * @param used watts that others have of the surplus already
   */
  public Footprint perKwh(Instant hour, BigDecimal watts, BigDecimal used) {
    Instant end = hour.plus(Series.HOUR);
    // A surplus that nobody knows of is not relied on.
    BigDecimal left =
        surplus
            .flatMap(s -> s.mean(hour, end))
            .orElse(BigDecimal.ZERO)
            .subtract(used)
            .max(BigDecimal.ZERO)
            .min(watts);
    if (watts.signum() > 0 && left.compareTo(watts) == 0) {
      return Footprint.NONE;
    }
    Footprint full =
        new Footprint(
            carbon.flatMap(s -> s.mean(hour, end)), price.flatMap(s -> s.mean(hour, end)));
    return left.signum() == 0
        ? full
        : full.times(watts.subtract(left).divide(watts, MathContext.DECIMAL64));
  }
}
