package org.hansa.drivers.simulator.energy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.hansa.core.driver.energy.SupplyState;
import org.hansa.drivers.simulator.data.Continuum;
import org.hansa.drivers.simulator.data.Place;
import org.hansa.drivers.simulator.data.Shape;
import org.hansa.drivers.simulator.data.Site;
import org.hansa.drivers.simulator.data.Zone;
import org.hansa.drivers.simulator.world.Chance;

/**
 * One hour of a site's power. What was is what is usual, and what the day's weather and the hour
 * made of it; what is foreseen errs the more the farther off it is, and of each hour always to the
 * same side.
 */
record Grid(Site site, Chance chance) {

  private static final double PER_CENT = 100;
  private static final double KILO = 1_000;

  /** Hours ahead at which a forecast errs by about half of the most that it can. */
  private static final double HALF = 48;

  private static final double MOST_ERROR = 0.3;

  /** How much of its most the weather leaves to what stands at the site, at least. */
  private static final double DULL = 0.35;

  SupplyState hour(Instant hour, Instant now) {
    Zone zone = site.zone();
    ZonedDateTime local = hour.atZone(ZoneId.of(zone.timeZone()));
    boolean forecast = hour.plus(1, ChronoUnit.HOURS).isAfter(now);
    double horizon = forecast ? Math.max(0, ChronoUnit.MINUTES.between(now, hour) / 60.0) : 0;
    double own = produced(local, hour, horizon);
    double needed = needed(hour);
    double covered = needed > 0 ? Math.min(1, own / needed) : 0;
    double carbon = of("carbon", zone.carbon(), local, hour, horizon) * (1 - covered);
    double share = Math.min(1, of("renewable", zone.renewable(), local, hour, horizon));
    double price = of("price", zone.price(), local, hour, horizon);
    return new SupplyState(
        hour,
        forecast,
        Optional.of(rounded(carbon, 1)),
        Optional.of(rounded(covered + (1 - covered) * share, 3)),
        Optional.of(rounded(price, 4)),
        Optional.of(zone.currency()),
        Optional.of(rounded(Math.max(0, own - needed), 1)));
  }

  private double of(
      String what, Zone.Series series, ZonedDateTime local, Instant hour, double horizon) {
    Zone zone = site.zone();
    String country = zone.country();
    double variation = zone.variation() / PER_CENT;
    double day = around(variation, what, country, local.toLocalDate().toString());
    double moment = around(variation / 2, what, country, hour.toString());
    return series.mean().doubleValue()
        * shape(series.shape()).at(local.getHour(), local.getDayOfYear())
        * day
        * moment
        * error(what, country, hour, horizon);
  }

  /** Kilowatts of what stands at the site. */
  private double produced(ZonedDateTime local, Instant hour, double horizon) {
    Place.Renewables there = site.place().renewables();
    return made("solar", there.solar(), local, hour, horizon)
        + made("wind", there.wind(), local, hour, horizon);
  }

  private double made(
      String what, BigDecimal most, ZonedDateTime local, Instant hour, double horizon) {
    if (most.signum() == 0) {
      return 0;
    }
    String day = local.toLocalDate().toString();
    double weather = DULL + (1 - DULL) * chance.of("weather", what, site.name(), day);
    double full =
        most.doubleValue()
            * shape(what).at(local.getHour(), local.getDayOfYear())
            * weather
            * error(what, site.name(), hour, horizon);
    return Math.min(most.doubleValue(), full);
  }

  /** Kilowatts that the site usually draws: half of what is offered, as busy as the demand says. */
  private double needed(Instant hour) {
    double busy = site.demand().at(hour.toEpochMilli()) / PER_CENT;
    double watts =
        site.hosts().stream()
            .mapToDouble(
                h -> {
                  double idle = h.machine().watts().idle().doubleValue();
                  double peak = h.machine().watts().peak().doubleValue();
                  double others = 1 - h.machine().offered().doubleValue() / h.machine().cores();
                  return idle + (peak - idle) * (others + (1 - others) / 2) * busy;
                })
            .sum();
    return watts * site.place().pue().doubleValue() / KILO;
  }

  private double error(String what, String where, Instant hour, double horizon) {
    double side = 2 * chance.of("forecast", what, where, hour.toString()) - 1;
    return 1 + MOST_ERROR * side * horizon / (horizon + HALF);
  }

  /** One, and more or less by so much. */
  private double around(double by, String... words) {
    return 1 + by * (2 * chance.of(words) - 1);
  }

  private Shape shape(String name) {
    Continuum continuum = site.continuum();
    return continuum.shapes().get(name);
  }

  private static BigDecimal rounded(double value, int digits) {
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
  }
}
