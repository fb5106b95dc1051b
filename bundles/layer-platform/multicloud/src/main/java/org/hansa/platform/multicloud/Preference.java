package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hansa.platform.api.Objective;
import org.hansa.platform.api.Objective.Weights;
import org.hansa.platform.multicloud.Constraint.Trial;

/**
 * Orders places that fit by an objective, the best first: what is weighed, then its order, then the
 * least cost, the least carbon, the least used host and its name.
 */
final class Preference implements Comparator<Trial> {

  /** A reason to prefer, in the words that explain it. */
  private record Rung(String says, Comparator<Trial> order) {}

  private static final Weights COST_ALONE =
      new Weights(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** What is not known comes last. */
  static final Comparator<Trial> LEAST_RISK =
      Comparator.comparing((Trial t) -> t.available().orElse(BigDecimal.ONE.negate())).reversed();

  private static final Rung COST =
      new Rung("least cost", Comparator.comparing(Trial::price, Price.MONEY));
  private static final Rung CARBON =
      new Rung("least carbon", Comparator.comparing(Trial::price, Price.CARBON));
  private static final Rung LATENCY =
      new Rung(
          "nearest to its users",
          Comparator.comparing((Trial t) -> Latency.of(t).isEmpty())
              .thenComparing(t -> Latency.of(t).orElse(BigDecimal.ZERO)));
  private static final Rung RISK = new Rung("least risk", LEAST_RISK);
  private static final Rung SPREAD = new Rung("most spread", Comparator.comparing(Trial::atSite));

  private final Objective objective;
  private final List<Rung> rungs = new ArrayList<>();

  Preference(Objective objective) {
    this.objective = objective;
    if (objective.weights().isPresent()) {
      rungs.add(new Rung("least by its weights", worth().order()));
    }
    objective.order().forEach(word -> rungs.add(rung(word)));
    rungs.add(COST);
    rungs.add(CARBON);
    rungs.add(new Rung("least used", Comparator.comparing((Trial t) -> t.room().used())));
    rungs.add(new Rung("first by name", Comparator.comparing((Trial t) -> t.offer().ref())));
  }

  private static Rung rung(String word) {
    return switch (word) {
      case "carbon" -> CARBON;
      case "latency" -> LATENCY;
      case "spread" -> SPREAD;
      case "risk" -> RISK;
      default -> COST;
    };
  }

  @Override
  public int compare(Trial a, Trial b) {
    for (Rung rung : rungs) {
      int order = rung.order().compare(a, b);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** What tips the balance between two. */
  String says(Trial best, Trial next) {
    return rungs.stream()
        .filter(rung -> rung.order().compare(best, next) != 0)
        .findFirst()
        .map(Rung::says)
        .orElse("equal");
  }

  /** By which gains are measured. */
  Worth worth() {
    return new Worth(objective.weights().orElse(COST_ALONE));
  }

  /** What counts first, as a sum over all. */
  Rates rates() {
    return Rates.of(objective);
  }

  boolean isWeighed() {
    return objective.weights().isPresent();
  }

  /** True if it counts how much the sites are up. */
  boolean fears() {
    return objective.order().contains("risk")
        || objective.weights().flatMap(Weights::risk).filter(n -> n.signum() > 0).isPresent();
  }

  /** True if it counts how many replicas of a component are at a site. */
  boolean spreads() {
    return objective.order().contains("spread")
        || objective.weights().flatMap(Weights::spread).filter(n -> n.signum() > 0).isPresent();
  }
}
