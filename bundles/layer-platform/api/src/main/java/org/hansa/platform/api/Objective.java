package org.hansa.platform.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.About;

/**
 * Which of the places that fit is the best. The sum of what is weighed counts first, then the
 * order; among equals the lesser cost, the lesser carbon, the less used host. No constraint is ever
 * traded.
 */
public record Objective(
    @About(
            value = "What counts first, second and so on, the less the better",
            oneOf = {"cost", "carbon", "latency", "spread", "risk"},
            most = 5)
        List<String> order,
    @About("What a unit of each is worth; their sum counts before the order")
        Optional<Weights> weights,
    @About("When a replica that runs moves to a better place; without, none does")
        Optional<Moves> moves) {

  /** As if nothing were said. */
  public static final Objective NONE = new Objective(List.of(), Optional.empty(), Optional.empty());

  public Objective {
    order = order == null ? List.of() : List.copyOf(order);
    weights = weights == null ? Optional.empty() : weights;
    moves = moves == null ? Optional.empty() : moves;
  }

  /**
   * Each in money of the sites' currency an hour, so that they can be added. A place of which
   * something that is weighed is not known comes after all of which it is.
   */
  public record Weights(
      @About(value = "Of what it costs; 1 if not said", min = "0", max = "1000000")
          Optional<BigDecimal> cost,
      @About(value = "Money that a gCO2e is worth", min = "0", max = "1000000")
          Optional<BigDecimal> carbon,
      @About(
              value = "Money an hour that a millisecond nearer to its users is worth",
              min = "0",
              max = "1000000")
          Optional<BigDecimal> latency,
      @About(
              value =
                  "Money an hour that it is worth to have one other replica of the component fewer at"
                      + " the same site",
              min = "0",
              max = "1000000")
          Optional<BigDecimal> spread,
      @About(
              value = "Money that an hour is worth in which the application is not whole",
              min = "0",
              max = "1000000")
          Optional<BigDecimal> risk) {

    public Weights {
      risk = risk == null ? Optional.empty() : risk;
    }

    /** As before the risk could be weighed. */
    public Weights(
        Optional<BigDecimal> cost,
        Optional<BigDecimal> carbon,
        Optional<BigDecimal> latency,
        Optional<BigDecimal> spread) {
      this(cost, carbon, latency, spread, Optional.empty());
    }
  }

  /** What the gain is measured by are the weights; without any, the cost alone. */
  public record Moves(
      @About(value = "What a move costs, in money", min = "0", max = "1000000") BigDecimal cost,
      @About(value = "Hours within which it must have repaid", min = "0", max = "100000")
          BigDecimal withinHours) {}
}
