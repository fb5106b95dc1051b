package org.hansa.drivers.simulator.data;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;

/**
 * A grid: what its power is made of and costs.
 *
 * @param carbon grams of CO2 equivalent a kilowatt-hour
 * @param price of a kilowatt-hour, in {@code currency}
 * @param renewable share, 0 to 1
 * @param variation per cent by which an hour may differ from what is usual
 * @param forecastHours how far ahead something is foreseen
 */
public record Zone(
    @Bound(pattern = "[A-Z]{2}") String country,
    @Bound(pattern = "[A-Z]{3}") String currency,
    String timeZone,
    Series carbon,
    Series price,
    Series renewable,
    @Bound(or = "8", max = "50") int variation,
    @Bound(or = "168", max = "744") int forecastHours) {

  /** A mean and the shape of a day. */
  public record Series(@Bound(max = "5000") BigDecimal mean, String shape) {}

  public Zone {
    try {
      ZoneId.of(timeZone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "timeZone '" + timeZone + "' is none; write one such as Europe/Berlin", e);
    }
    if (renewable.mean().compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("renewable.mean is a share and at most 1");
    }
  }
}
