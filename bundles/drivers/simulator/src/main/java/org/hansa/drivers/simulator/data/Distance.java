package org.hansa.drivers.simulator.data;

import java.math.BigDecimal;
import java.util.List;

/**
 * The rule that makes latencies of coordinates. One way, in milliseconds: the great circle times
 * {@code detour} at two thirds of the speed of light, and {@code hop} for each of two routers and
 * one more for every {@code hopKilometres} of fibre.
 */
public record Distance(
    @Bound(or = "1.4", min = "1", max = "5") BigDecimal detour,
    @Bound(or = "0.15", max = "10") BigDecimal hop,
    @Bound(or = "400", min = "10", max = "20000") int hopKilometres) {

  private static final double KILOMETRES_PER_MILLI = 299_792.458 * 2 / 3 / 1000;
  private static final double EARTH_RADIUS = 6371.0088;

  /** Milliseconds one way between two points of latitude and longitude. */
  public double millis(List<BigDecimal> a, List<BigDecimal> b) {
    double fibre = kilometres(a, b) * detour.doubleValue();
    double hops = 2 + Math.floor(fibre / hopKilometres);
    return fibre / KILOMETRES_PER_MILLI + hops * hop.doubleValue();
  }

  /** Along the great circle. */
  public static double kilometres(List<BigDecimal> a, List<BigDecimal> b) {
    double fromLatitude = Math.toRadians(a.get(0).doubleValue());
    double toLatitude = Math.toRadians(b.get(0).doubleValue());
    double across = Math.toRadians(b.get(1).subtract(a.get(1)).doubleValue());
    double h =
        haversine(toLatitude - fromLatitude)
            + Math.cos(fromLatitude) * Math.cos(toLatitude) * haversine(across);
    return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
  }

  private static double haversine(double angle) {
    return Math.pow(Math.sin(angle / 2), 2);
  }
}
