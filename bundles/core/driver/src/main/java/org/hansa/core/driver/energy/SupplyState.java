package org.hansa.core.driver.energy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What the power at a place is made of and costs in one hour, as it was or is foreseen.
 *
 * @param from the beginning of the hour
 * @param forecast false if it was measured
 * @param carbon grams of CO2 equivalent a kilowatt-hour
 * @param renewable the share of renewable power, 0 to 1
 * @param price of a kilowatt-hour
 * @param currency of the price, as ISO 4217 has it
 * @param surplus kilowatts of renewable power that nobody uses
 */
public record SupplyState(
    Instant from,
    boolean forecast,
    Optional<BigDecimal> carbon,
    Optional<BigDecimal> renewable,
    Optional<BigDecimal> price,
    Optional<String> currency,
    Optional<BigDecimal> surplus) {}
