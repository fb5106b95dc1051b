package org.hansa.core.kit;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.energy.EnergySourceFacet;
import org.hansa.core.driver.energy.PowerMeterFacet;
import org.hansa.core.driver.energy.PowerState;
import org.hansa.core.driver.energy.SupplyState;

/** What is drawn, and where it comes from. */
final class EnergyRules {

  private static final Duration BETWEEN = Duration.ofMillis(200);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int DAYS = 31;

  private EnergyRules() {}

  static List<Rule> all() {
    return List.of(
        power("power-names", "What is measured has a name, no two the same.", EnergyRules::names),
        power("power-positive", "Nothing draws less than nothing.", EnergyRules::positive),
        power("power-grows", "Joules never fall within a run.", EnergyRules::grows),
        source("energy-hours", "Hours come in order, and none is missing.", EnergyRules::hours),
        source("energy-range", "All hours are in the time asked for.", EnergyRules::range),
        source("energy-refuses", "No time, or over 31 days, is INVALID.", EnergyRules::refuses),
        source(
            "energy-figures",
            "A price has a currency, a share is 0 to 1, and no carbon is negative.",
            EnergyRules::figures),
        source("energy-source", "It says who says so.", EnergyRules::said));
  }

  private static Rule power(String id, String sentence, Rule.Check check) {
    return Rule.of(PowerMeterFacet.NAME, id, sentence, check);
  }

  private static Rule source(String id, String sentence, Rule.Check check) {
    return Rule.of(EnergySourceFacet.NAME, id, sentence, check);
  }

  private static List<PowerState> read(Stage stage) {
    return stage.need(PowerMeterFacet.class).read(stage.ground().soon());
  }

  private static void names(Stage stage) {
    Set<List<Object>> seen = new HashSet<>();
    for (PowerState power : read(stage)) {
      Broken.unless(
          InventoryRules.NAME.matcher(power.name()).matches(),
          "there is the name '" + Words.brief(power.name()) + "'");
      Broken.unless(
          seen.add(List.of(power.name(), power.scope(), power.source())),
          power.name() + " is there twice");
    }
  }

  private static void positive(Stage stage) {
    for (PowerState power : read(stage)) {
      Broken.unless(power.watts().signum() >= 0, power.name() + " draws " + power.watts());
      Broken.unless(
          power.joules().filter(j -> j.signum() < 0).isEmpty(),
          power.name() + " has drawn " + power.joules());
    }
  }

  private static void grows(Stage stage) {
    Map<String, PowerState> before = counters(read(stage));
    new Waiting(BETWEEN).forAWhile(BETWEEN);
    Map<String, PowerState> now = counters(read(stage));
    before.forEach(
        (key, power) -> {
          Optional<BigDecimal> later =
              Optional.ofNullable(now.get(key)).flatMap(PowerState::joules);
          Broken.unless(
              later.filter(j -> j.compareTo(power.joules().get()) < 0).isEmpty(),
              power.name() + " had drawn " + power.joules() + ", and now " + later);
        });
  }

  private static Map<String, PowerState> counters(List<PowerState> all) {
    return all.stream()
        .filter(p -> p.joules().isPresent())
        .collect(
            Collectors.toMap(
                p -> p.name() + " " + p.scope() + " " + p.source() + " " + p.run(),
                Function.identity(),
                (a, b) -> a));
  }

  private static List<SupplyState> supply(Stage stage, Instant from, Instant to) {
    return stage.need(EnergySourceFacet.class).supply(from, to, stage.ground().soon());
  }

  private static Instant hour(Stage stage) {
    return stage.ground().now().truncatedTo(ChronoUnit.HOURS);
  }

  private static void hours(Stage stage) {
    Instant now = hour(stage);
    List<SupplyState> hours = supply(stage, now.minus(HOUR.multipliedBy(24)), now);
    for (int i = 0; i < hours.size(); i++) {
      Instant from = hours.get(i).from();
      Broken.unless(from.equals(from.truncatedTo(ChronoUnit.HOURS)), from + " begins no hour");
      Instant due = hours.get(0).from().plus(HOUR.multipliedBy(i));
      Broken.unless(from.equals(due), "after " + i + " hours comes " + from + ", not " + due);
    }
  }

  private static void range(Stage stage) {
    Instant to = hour(stage).plus(HOUR);
    Instant from = to.minus(HOUR.multipliedBy(6));
    for (SupplyState hour : supply(stage, from, to)) {
      Broken.unless(
          !hour.from().isBefore(from) && hour.from().isBefore(to),
          hour.from() + " is not from " + from + " until " + to);
    }
  }

  private static void refuses(Stage stage) {
    Instant now = hour(stage);
    Map<String, Instant> wrong =
        Map.of(
            "no time",
            now,
            "less than no time",
            now.minus(HOUR),
            "32 days",
            now.plus(HOUR.multipliedBy(24L * (DAYS + 1))));
    wrong.forEach(
        (what, to) -> {
          Optional<Reason> refusal = Tried.refusal(() -> supply(stage, now, to));
          Broken.unless(
              refusal.equals(Optional.of(Reason.INVALID)), what + " " + Words.came(refusal));
        });
  }

  private static void figures(Stage stage) {
    Instant now = hour(stage);
    for (SupplyState hour : supply(stage, now.minus(HOUR.multipliedBy(24)), now)) {
      Broken.unless(
          hour.price().isEmpty() || hour.currency().filter(c -> c.matches("[A-Z]{3}")).isPresent(),
          "the price at " + hour.from() + " is in " + hour.currency());
      Broken.unless(
          hour.renewable().filter(r -> r.signum() < 0 || r.compareTo(BigDecimal.ONE) > 0).isEmpty(),
          "the share at " + hour.from() + " is " + hour.renewable());
      Broken.unless(
          hour.carbon().filter(c -> c.signum() < 0).isEmpty()
              && hour.surplus().filter(s -> s.signum() < 0).isEmpty(),
          "at " + hour.from() + " something is negative: " + Words.brief(hour));
    }
  }

  private static void said(Stage stage) {
    Broken.unless(!stage.need(EnergySourceFacet.class).source().isBlank(), "it does not say");
  }
}
