package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Ref;
import org.hansa.platform.api.Objective.Moves;
import org.hansa.platform.multicloud.Constraint.Trial;

/**
 * What it would save to move a replica that runs.
 *
 * @param to where
 * @param perHour in money of the sites, with all that is weighed
 */
record Gain(Need need, Ref to, BigDecimal perHour, String currency, Moves moves) {

  /** The most first; the name makes it the same each time. */
  static final Comparator<Gain> MOST =
      Comparator.comparing(Gain::perHour).reversed().thenComparing(g -> g.need().name());

  /**
   * Empty if nothing that is free is better, or not by so much that the move repays.
   *
   * @param free all that would take it
   */
  static Optional<Gain> of(Trial here, List<Trial> free, Preference preference, Moves moves) {
    Optional<Trial> best = free.stream().min(preference);
    Optional<BigDecimal> now = preference.worth().of(here);
    Optional<BigDecimal> then = best.flatMap(preference.worth()::of);
    if (now.isEmpty() || then.isEmpty() || preference.compare(best.get(), here) >= 0) {
      return Optional.empty();
    }
    Optional<String> currency = here.price().currency();
    BigDecimal perHour = now.get().subtract(then.get());
    // Equal is no reason to move: it would go on for ever.
    return best.get().price().currency().equals(currency)
            && perHour.signum() > 0
            && perHour.multiply(moves.withinHours()).compareTo(moves.cost()) >= 0
        ? Optional.of(
            new Gain(here.need(), best.get().offer().ref(), perHour, currency.orElse(""), moves))
        : Optional.empty();
  }

  Leaving leaving() {
    return new Leaving(need.name(), to, says());
  }

  String says() {
    BigDecimal hours = moves.cost().divide(perHour, 1, RoundingMode.HALF_UP);
    return "moves, for it saves "
        + Amount.plain(perHour)
        + " "
        + currency
        + "/h and repays in "
        + Amount.plain(hours)
        + " of "
        + Amount.plain(moves.withinHours())
        + " h; ";
  }
}
