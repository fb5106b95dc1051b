package org.hansa.core.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.plan.Plan;

/** Sums up what reservations cost; what is not known is left out and named. */
final class Tally {

  /** A month has as many hours as the twelfth of a year of 365 days. */
  private static final BigDecimal HOURS_A_MONTH = BigDecimal.valueOf(730);

  private static final BigDecimal MINUTES_A_MONTH = HOURS_A_MONTH.multiply(BigDecimal.valueOf(60));

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  private final Map<String, BigDecimal> money = new TreeMap<>();
  private final List<String> unknowns = new ArrayList<>();
  private Optional<BigDecimal> grams = Optional.empty();
  private Optional<BigDecimal> watts = Optional.empty();
  private Optional<BigDecimal> away = Optional.empty();

  void add(Resource resource) {
    count(resource, BigDecimal.ONE);
  }

  void subtract(Resource resource) {
    count(resource, BigDecimal.ONE.negate());
  }

  /** What it says of itself, of something that is concerned as a whole. */
  void addAway(Resource whole) {
    Optional<BigDecimal> share =
        whole
            .status()
            .at("/" + Plan.AVAILABILITY)
            .filter(JsonNode::isNumber)
            .map(JsonNode::decimalValue);
    away = sum(away, share.map(BigDecimal.ONE::subtract), MINUTES_A_MONTH);
  }

  private void count(Resource resource, BigDecimal sign) {
    if (!resource.ref().kind().equals(Reservation.KIND)) {
      return;
    }
    Reservation.Spec spec = resource.spec().as(Reservation.Spec.class);
    Optional<Reservation.Cost> cost = spec.cost();
    // What takes nothing may still be asked money for what it sends.
    if (spec.amounts().isEmpty() && cost.flatMap(Reservation.Cost::egressPerHour).isEmpty()) {
      return;
    }
    Optional<BigDecimal> price = cost.flatMap(Reservation.Cost::perHour);
    Optional<String> currency = cost.flatMap(Reservation.Cost::currency);
    if (price.isPresent() && currency.isPresent()) {
      money.merge(currency.get(), price.get().multiply(sign), BigDecimal::add);
    } else {
      unknowns.add("the price of " + resource.ref() + " in " + spec.pool());
    }
    Optional<BigDecimal> carbon = cost.flatMap(Reservation.Cost::gramsPerHour);
    if (carbon.isEmpty()) {
      unknowns.add("the carbon of " + resource.ref() + " in " + spec.pool());
    }
    grams = sum(grams, carbon, sign);
    watts = sum(watts, cost.flatMap(Reservation.Cost::watts), sign);
  }

  private static Optional<BigDecimal> sum(
      Optional<BigDecimal> so, Optional<BigDecimal> more, BigDecimal sign) {
    return more.isEmpty()
        ? so
        : Optional.of(so.orElse(BigDecimal.ZERO).add(more.get().multiply(sign)));
  }

  Map<String, BigDecimal> cost() {
    return money;
  }

  Optional<BigDecimal> grams() {
    return grams;
  }

  List<String> unknowns() {
    return unknowns.stream().distinct().toList();
  }

  Plan.Totals totals() {
    Map<String, BigDecimal> month = new TreeMap<>();
    money.forEach((currency, hour) -> month.put(currency, plain(hour.multiply(HOURS_A_MONTH))));
    Map<String, BigDecimal> hour = new TreeMap<>();
    money.forEach((currency, n) -> hour.put(currency, plain(n)));
    Function<BigDecimal, BigDecimal> kwh =
        w -> w.multiply(HOURS_A_MONTH).divide(THOUSAND, 6, RoundingMode.HALF_UP);
    return new Plan.Totals(
        hour,
        month,
        grams.map(Tally::plain),
        watts.map(Tally::plain),
        watts.map(kwh).map(Tally::plain),
        away.map(n -> plain(n.setScale(3, RoundingMode.HALF_UP))));
  }

  private static BigDecimal plain(BigDecimal n) {
    BigDecimal bare = n.signum() == 0 ? BigDecimal.ZERO : n.stripTrailingZeros();
    return bare.scale() < 0 ? bare.setScale(0, RoundingMode.UNNECESSARY) : bare;
  }
}
