package org.hansa.platform.api;

import java.math.BigDecimal;
import org.hansa.core.api.About;

/** A point on the Earth, WGS 84, in degrees. */
public record Location(
    @About(value = "Degrees north", min = "-90", max = "90") BigDecimal latitude,
    @About(value = "Degrees east", min = "-180", max = "180") BigDecimal longitude) {}
