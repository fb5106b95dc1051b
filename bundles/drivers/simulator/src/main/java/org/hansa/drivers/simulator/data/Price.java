package org.hansa.drivers.simulator.data;

import java.math.BigDecimal;
import java.util.Optional;

/** A list of prices, by the hour for what is kept. */
public record Price(
    @Bound(pattern = "[A-Z]{3}") String currency,
    BigDecimal cpuHour,
    BigDecimal memoryGibHour,
    BigDecimal storageGibHour,
    Optional<BigDecimal> acceleratorHour,
    Optional<BigDecimal> trafficGib) {}
