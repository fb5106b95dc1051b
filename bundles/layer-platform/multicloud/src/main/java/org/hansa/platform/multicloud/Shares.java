package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.platform.api.Terms;
import org.hansa.platform.multicloud.Constraint.Refusal;
import org.hansa.platform.multicloud.Constraint.Trial;

/**
 * Holds a guest to its contract: in force, within what it shares, and nothing new while it drains.
 * A share may be lowered under what is there: what stands and wants no more stays.
 */
final class Shares {

  private static final String CURE = "Ask who has the site for more.";

  private Shares() {}

  static Optional<Refusal> refuses(Trial t) {
    return t.room().share().flatMap(share -> refuses(t, share));
  }

  private static Optional<Refusal> refuses(Trial t, Share share) {
    Terms terms = share.terms();
    String name = terms.contract().ref().name();
    if (terms.obstacle().isPresent()) {
      return Optional.of(
          new Refusal(
              "contract " + name + " is not in force: " + terms.obstacle().get(),
              "a contract in force",
              "Ask who has the site to put it in force."));
    }
    if (!terms.spec().fits(t.offer().status())) {
      return Optional.of(
          new Refusal(
              "programs there have the rights of Hansa itself",
              "a host that separates them, or a contract that says trusted",
              "Choose another site, or ask who has this one to run programs as another user."));
    }
    if (t.need().holds(t.offer().ref())) {
      return Optional.empty();
    }
    if (terms.draining()) {
      return Optional.of(
          new Refusal(
              "contract " + name + " takes nothing new",
              "a contract that is not draining",
              "Choose another site, or ask who has this one."));
    }
    return unshared(t.need(), share).or(() -> beyond(t.need(), share));
  }

  /** What is not shared, and what is asked without an amount though the amount is bounded. */
  private static Optional<Refusal> unshared(Need need, Share share) {
    for (String unit : new TreeMap<>(need.amounts()).keySet()) {
      if (!unit.equals(Need.CPU) && !unit.equals(Need.MEMORY)) {
        return Optional.of(
            new Refusal(
                "contracts share cpu and memory",
                Amount.of(unit, need.amount(unit)) + " of " + unit,
                "Ask for no " + unit + " here."));
      }
    }
    for (String unit : share.most().keySet()) {
      if (need.amount(unit).signum() == 0 && !need.waived().contains(unit)) {
        return Optional.of(
            new Refusal(
                "a bound on " + unit,
                "any amount of " + unit,
                "Say in what it requires how much " + unit + " it needs."));
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> beyond(Need need, Share share) {
    return share.most().keySet().stream()
        .flatMap(unit -> beyond(need, share, unit, need.amount(unit)).stream())
        .findFirst();
  }

  /**
   * More than is left of a share.
   *
   * @param most where more than this is left, the share is no matter
   */
  static Optional<Refusal> beyond(Need need, Share share, String unit, BigDecimal most) {
    Optional<BigDecimal> left = share.left(unit, need).map(n -> n.max(BigDecimal.ZERO));
    BigDecimal wanted = need.amount(unit);
    return left.filter(n -> n.compareTo(most) <= 0 && n.compareTo(wanted) < 0)
        .map(
            n ->
                new Refusal(
                    Amount.of(unit, n)
                        + " left of the contract's "
                        + Amount.of(unit, share.most().get(unit)),
                    Amount.of(unit, wanted),
                    "Ask for less. " + CURE,
                    wanted.subtract(n)));
  }
}
