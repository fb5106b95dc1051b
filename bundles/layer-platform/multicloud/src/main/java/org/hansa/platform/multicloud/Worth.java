package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;
import org.hansa.platform.api.Objective.Weights;
import org.hansa.platform.multicloud.Constraint.Trial;

/** What a place costs by the hour with all that is weighed, in money of its site. */
record Worth(Weights weights) {

  /** Of two currencies the first in the alphabet, as with prices; what is not known comes last. */
  Comparator<Trial> order() {
    return Comparator.comparing((Trial t) -> of(t).isEmpty())
        .thenComparing(t -> t.price().currency().orElse(""))
        .thenComparing(t -> of(t).orElse(BigDecimal.ZERO));
  }

  /** Empty if something that is weighed is not known of it. */
  Optional<BigDecimal> of(Trial t) {
    BigDecimal cost = weights.cost().orElse(BigDecimal.ONE);
    boolean far = Latency.isAsked(t.need());
    Optional<BigDecimal> money = weighed(cost, t.price().money());
    Optional<BigDecimal> grams = weighed(weights.carbon(), t.price().grams());
    Optional<BigDecimal> near =
        far ? weighed(weights.latency(), Latency.of(t)) : Optional.of(BigDecimal.ZERO);
    BigDecimal mates =
        weights.spread().orElse(BigDecimal.ZERO).multiply(BigDecimal.valueOf(t.atSite()));
    BigDecimal risk = weights.risk().orElse(BigDecimal.ZERO);
    Optional<BigDecimal> away =
        risk.signum() == 0
            ? Optional.of(mates)
            : t.available().map(a -> BigDecimal.ONE.subtract(a).multiply(risk).add(mates));
    return money.flatMap(
        m -> grams.flatMap(g -> near.flatMap(n -> away.map(a -> m.add(g).add(n).add(a)))));
  }

  private static Optional<BigDecimal> weighed(Optional<BigDecimal> by, Optional<BigDecimal> n) {
    return weighed(by.orElse(BigDecimal.ZERO), n);
  }

  private static Optional<BigDecimal> weighed(BigDecimal by, Optional<BigDecimal> n) {
    return by.signum() == 0 ? Optional.of(BigDecimal.ZERO) : n.map(by::multiply);
  }
}
