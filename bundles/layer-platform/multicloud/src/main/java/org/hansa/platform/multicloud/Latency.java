package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.hansa.platform.api.Location;
import org.hansa.platform.api.Site;

/**
 * Estimates a round trip from the great-circle distance: light in fibre takes about 0.01 ms for a
 * kilometre of map one way (detours counted), and the last mile 1 ms: {@code 1 + 0.02 * km}
 * milliseconds. It is an estimate for choosing places, not a measurement.
 */
final class Latency {

  private static final double EARTH_KM = 6371.0088;
  private static final double MILLIS_PER_KM = 0.02;

  private Latency() {}

  /** True if it is asked how far its users are. */
  static boolean isAsked(Need need) {
    return need.requires().latency().isPresent() || !need.requires().areas().isEmpty();
  }

  /**
   * From those of its users that are farthest: where they are said to be, or their areas as the
   * site has measured them; empty if one of these is not known, or none is asked.
   */
  static Optional<BigDecimal> of(Constraint.Trial t) {
    Site.Spec site = t.offer().place();
    Optional<BigDecimal> farthest = Optional.empty();
    if (t.need().requires().latency().isPresent()) {
      Location users = t.need().requires().latency().get().to();
      farthest = site.location().map(at -> millis(at, users));
      if (farthest.isEmpty()) {
        return farthest;
      }
    }
    for (String area : t.need().requires().areas().keySet()) {
      BigDecimal millis = site.areas().get(area);
      if (millis == null) {
        return Optional.empty();
      }
      farthest = Optional.of(farthest.map(millis::max).orElse(millis));
    }
    return farthest;
  }

  static BigDecimal millis(Location a, Location b) {
    double km = km(a, b);
    return BigDecimal.valueOf(1 + MILLIS_PER_KM * km).setScale(1, RoundingMode.HALF_UP);
  }

  private static double km(Location a, Location b) {
    double lat1 = Math.toRadians(a.latitude().doubleValue());
    double lat2 = Math.toRadians(b.latitude().doubleValue());
    double east = Math.toRadians(b.longitude().subtract(a.longitude()).doubleValue());
    double h =
        Math.pow(Math.sin((lat2 - lat1) / 2), 2)
            + Math.cos(lat1) * Math.cos(lat2) * Math.pow(Math.sin(east / 2), 2);
    return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
  }
}
