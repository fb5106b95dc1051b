package org.hansa.sustainability.scheduler.shift;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An hour in which a job runs.
 *
 * @param wattHours what it takes then, with what resuming and moving take
 */
public record Slot(Instant hour, String site, BigDecimal wattHours) {}
