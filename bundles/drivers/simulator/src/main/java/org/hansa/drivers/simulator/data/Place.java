package org.hansa.drivers.simulator.data;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.machine.ServerState;

/**
 * A site as it is written.
 *
 * @param at latitude and longitude in degrees
 * @param privacy the highest class of data it is cleared for
 * @param health of servers that are not well, by name
 */
public record Place(
    String provider,
    String city,
    Sort kind,
    @Bound(min = "-180", max = "180", most = 2) List<BigDecimal> at,
    @Bound(pattern = "[A-Z]{2}") String jurisdiction,
    String zone,
    List<String> certifications,
    Optional<Privacy> privacy,
    @Bound(min = "1", max = "3") BigDecimal pue,
    String prices,
    String profile,
    Optional<Offer> offer,
    @Bound(or = "{}") Renewables renewables,
    String demand,
    Map<String, ServerState.Health> health) {

  /** How near it is to those who use it. */
  public enum Sort {
    CLOUD,
    REGIONAL,
    EDGE
  }

  /** Classes of data. */
  public enum Privacy {
    PUBLIC,
    INTERNAL,
    CONFIDENTIAL,
    SECRET
  }

  /** What stands on its roof or beside it: most kilowatts. */
  public record Renewables(
      @Bound(or = "0", max = "1000000") BigDecimal solar,
      @Bound(or = "0", max = "1000000") BigDecimal wind) {}

  public Place {
    if (at.size() != 2 || at.get(0).abs().compareTo(BigDecimal.valueOf(90)) > 0) {
      throw new IllegalArgumentException(
          "at must be a latitude of -90 to 90 and a longitude, not " + at);
    }
  }
}
