package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.Optional;
import org.hansa.platform.api.Objective;
import org.hansa.platform.api.Objective.Weights;
import org.hansa.platform.multicloud.Placement.Decision;

/**
 * What counts first of an objective, where that is a sum over the replicas: so much for money, so
 * much for a gram. What counts later decides nothing here.
 *
 * @param whole false if more is weighed than these, or something else comes first
 */
record Rates(BigDecimal money, BigDecimal grams, boolean whole) {

  static Rates of(Objective objective) {
    if (objective.weights().isPresent()) {
      Weights weights = objective.weights().get();
      return new Rates(
          weights.cost().orElse(BigDecimal.ONE),
          weights.carbon().orElse(BigDecimal.ZERO),
          isNone(weights.latency()) && isNone(weights.spread()) && isNone(weights.risk()));
    }
    String first = objective.order().isEmpty() ? "cost" : objective.order().get(0);
    return first.equals("carbon")
        ? new Rates(BigDecimal.ZERO, BigDecimal.ONE, true)
        : new Rates(BigDecimal.ONE, BigDecimal.ZERO, first.equals("cost"));
  }

  private static boolean isNone(Optional<BigDecimal> weight) {
    return weight.orElse(BigDecimal.ZERO).signum() == 0;
  }

  /** Of all together; empty if it is not known, or in several currencies. */
  Optional<BigDecimal> of(Decision decision) {
    long currencies =
        decision.assignments().stream().map(a -> a.price().currency()).distinct().count();
    if (!whole || (money.signum() > 0 && currencies > 1)) {
      return Optional.empty();
    }
    return decision.assignments().stream()
        .map(a -> of(a.price()))
        .reduce(Optional.of(BigDecimal.ZERO), (sum, next) -> sum.flatMap(s -> next.map(s::add)));
  }

  /** Empty if it is not known. */
  Optional<BigDecimal> of(Price price) {
    return times(money, price.money()).flatMap(paid -> times(grams, price.grams()).map(paid::add));
  }

  /** Nothing of what does not count, whether it is known or not. */
  static Optional<BigDecimal> times(BigDecimal rate, Optional<BigDecimal> amount) {
    return rate.signum() == 0 ? Optional.of(BigDecimal.ZERO) : amount.map(rate::multiply);
  }
}
