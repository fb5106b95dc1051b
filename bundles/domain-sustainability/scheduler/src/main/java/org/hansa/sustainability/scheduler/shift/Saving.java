package org.hansa.sustainability.scheduler.shift;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/** What is caused and cost, and what running at once would have. Negative if that were better. */
public record Saving(Footprint chosen, Footprint atOnce) {

  public static final Saving NONE = new Saving(Footprint.NONE, Footprint.NONE);

  public Saving plus(Saving other) {
    return new Saving(chosen.plus(other.chosen), atOnce.plus(other.atOnce));
  }

  public Footprint saved() {
    return atOnce.minus(chosen);
  }

  /** Of the carbon; empty if it is not known, or there would have been none. */
  public Optional<BigDecimal> carbonPercent() {
    return percent(chosen.grams(), atOnce.grams());
  }

  /** Of the cost, likewise. */
  public Optional<BigDecimal> costPercent() {
    return percent(chosen.money(), atOnce.money());
  }

  private static Optional<BigDecimal> percent(
      Optional<BigDecimal> part, Optional<BigDecimal> whole) {
    return whole
        .filter(w -> w.signum() > 0)
        .flatMap(
            w ->
                part.map(
                    p ->
                        w.subtract(p)
                            .movePointRight(2)
                            .divide(w, MathContext.DECIMAL64)
                            .setScale(4, RoundingMode.HALF_EVEN)));
  }
}
