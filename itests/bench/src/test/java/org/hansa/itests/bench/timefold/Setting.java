package org.hansa.itests.bench.timefold;

import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.ChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.SwapMoveSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchType;
import ai.timefold.solver.core.config.localsearch.decider.acceptor.LocalSearchAcceptorConfig;
import ai.timefold.solver.core.config.localsearch.decider.forager.LocalSearchForagerConfig;
import java.util.List;

/**
 * How Timefold searches, in a word: {@code late-N} accepts what is no worse than N steps before,
 * {@code tabu-N} takes the best of N moves, {@code annealing-N} begins at so many billionths,
 * {@code counting-N} lets the limit fall every N steps, {@code diversified} is its late acceptance
 * with more variety. With {@code +} behind it the changes are four times as many as the swaps, with
 * each {@code *} the swaps as the changes.
 */
record Setting(String name) {

  LocalSearchPhaseConfig phase() {
    String word = name.replaceAll("[+*]", "");
    String[] parts = word.split("-", 2);
    ChangeMoveSelectorConfig change = new ChangeMoveSelectorConfig();
    SwapMoveSelectorConfig swap = new SwapMoveSelectorConfig();
    change.setFixedProbabilityWeight(name.endsWith("+") ? 4.0 : 1.0);
    int stars = name.length() - name.replace("*", "").length();
    swap.setFixedProbabilityWeight(Math.pow(4, stars));
    LocalSearchPhaseConfig phase =
        new LocalSearchPhaseConfig()
            .withMoveSelectorConfig(new UnionMoveSelectorConfig(List.of(change, swap)));
    if (parts.length == 1) {
      return phase.withLocalSearchType(LocalSearchType.DIVERSIFIED_LATE_ACCEPTANCE);
    }
    LocalSearchAcceptorConfig acceptor = new LocalSearchAcceptorConfig();
    int number = Integer.parseInt(parts[1]);
    int limit = 1;
    switch (parts[0]) {
      case "late" -> acceptor.withLateAcceptanceSize(number);
      case "counting" -> acceptor.withStepCountingHillClimbingSize(number);
      case "annealing" ->
          acceptor.withSimulatedAnnealingStartingTemperature("0hard/" + number + "soft");
      case "tabu" -> {
        acceptor.withEntityTabuSize(7);
        limit = number;
      }
      default -> throw new IllegalArgumentException(name);
    }
    return phase
        .withAcceptorConfig(acceptor)
        .withForagerConfig(new LocalSearchForagerConfig().withAcceptedCountLimit(limit));
  }
}
