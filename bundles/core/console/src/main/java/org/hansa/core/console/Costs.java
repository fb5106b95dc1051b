package org.hansa.core.console;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.api.plan.Plan.Totals;

/** Shows what all that a plan concerns costs, before and after. */
final class Costs {

  private static final String UNKNOWN = "-";

  private final Output screen;

  Costs(Output screen) {
    this.screen = screen;
  }

  /** Nothing of a plan that does not say it: a former one. */
  void show(Plan.Status plan) {
    if (plan.before().isEmpty() || plan.after().isEmpty()) {
      return;
    }
    Totals before = plan.before().get();
    Totals after = plan.after().get();
    Table table = new Table("OF ALL IT CONCERNS", "BEFORE", "AFTER", "CHANGE");
    TreeSet<String> currencies = new TreeSet<>(before.perHour().keySet());
    currencies.addAll(after.perHour().keySet());
    for (String currency : currencies) {
      row(table, currency + " an hour", before, after, t -> of(t.perHour().get(currency)));
      row(table, currency + " a month", before, after, t -> of(t.perMonth().get(currency)));
    }
    row(table, "gCO2e an hour", before, after, Totals::gramsPerHour);
    row(table, "watts", before, after, Totals::watts);
    row(table, "kWh a month", before, after, Totals::kwhPerMonth);
    row(table, "minutes a month away", before, after, Totals::minutesAwayPerMonth);
    if (!table.isEmpty()) {
      screen.line("");
      screen.table(table);
    }
  }

  private static Optional<BigDecimal> of(BigDecimal n) {
    return Optional.ofNullable(n);
  }

  /** What is known of neither is left out; of one, the other is nothing that counts. */
  private static void row(
      Table table,
      String name,
      Totals before,
      Totals after,
      Function<Totals, Optional<BigDecimal>> part) {
    Optional<BigDecimal> left = part.apply(before);
    Optional<BigDecimal> right = part.apply(after);
    if (left.isPresent() || right.isPresent()) {
      BigDecimal change = right.orElse(BigDecimal.ZERO).subtract(left.orElse(BigDecimal.ZERO));
      String sign = change.signum() > 0 ? "+" : "";
      table.row(name, text(left), text(right), sign + text(Optional.of(change)));
    }
  }

  private static String text(Optional<BigDecimal> n) {
    return n.map(v -> v.signum() == 0 ? "0" : v.stripTrailingZeros().toPlainString())
        .orElse(UNKNOWN);
  }
}
