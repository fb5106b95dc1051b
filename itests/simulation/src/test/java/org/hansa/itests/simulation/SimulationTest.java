package org.hansa.itests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.hansa.itests.simulation.Invariants.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationTest {

  /** 20,000 in the extended run. */
  private static final long SEEDS = Long.getLong("hansa.seeds", 500);

  private static final int AT_ONCE = 16;
  private static final long FIRST = Long.getLong("hansa.firstSeed", 1);

  @Test
  void nothingBreaksUnderAnySeed() {
    Optional<Simulation.Result> broken = first(Bug.NONE, FIRST, SEEDS);

    assertThat(broken.map(result -> Shrinking.of(result, Bug.NONE)))
        .as("shrunk; replay it with -Dhansa.seed")
        .isEmpty();
  }

  /** Of a few seeds at a time, so that what is found is always the same. */
  private static Optional<Simulation.Result> first(Bug bug, long from, long seeds) {
    for (long at = from; at < from + seeds; at += AT_ONCE) {
      Optional<Simulation.Result> broken =
          LongStream.range(at, Math.min(at + AT_ONCE, from + seeds))
              .parallel()
              .mapToObj(seed -> Simulation.run(seed, bug))
              .filter(result -> result.broken().isPresent())
              .min(Comparator.comparing(Simulation.Result::seed));
      if (broken.isPresent()) {
        return broken;
      }
    }
    return Optional.empty();
  }

  /** Else neither a green run nor a seed would mean anything. */
  @ParameterizedTest
  @CsvSource({
    "LOST_COMPARE_AND_SET, NO_WRITE_IS_LOST",
    "DOUBLE_CREATE, ONE_OBJECT_EACH",
    "LEAKED_RESERVATION, RESERVATIONS_HAVE_OWNERS",
    "SKIPPED_AUDIT, EVERY_CHANGE_IS_AUDITED_ONCE",
    "WATCH_GAP, IT_CONVERGES",
    "FORGOTTEN_FINALIZER, NOTHING_IS_GONE_THAT_STILL_RUNS",
    "LEDGER_TWICE, THE_LEDGER_IS_WHAT_WAS_USED",
    "HOLD_IGNORED, NO_EFFECT_WHILE_HELD",
    "STALE_FENCE, ONLY_THE_HOLDER_WRITES",
    "PRECONDITION_IGNORED, WHAT_APPLY_DID_IS_THE_PLAN",
  })
  void plantedBugsAreCaught(Bug bug, Rule rule) {
    Optional<Simulation.Result> caught = first(bug, 1, 500);

    assertThat(caught.flatMap(Simulation.Result::broken).map(Invariants.Broken::rule))
        .contains(rule);
  }

  @Test
  void theSameSeedIsTheSameRun() {
    List<Simulation.Result> once = runs();

    assertThat(runs()).isEqualTo(once);
    assertThat(once).extracting(Simulation.Result::digest).doesNotHaveDuplicates();
  }

  private static List<Simulation.Result> runs() {
    return LongStream.range(1, 6).mapToObj(seed -> Simulation.run(seed, Bug.NONE)).toList();
  }

  @Test
  void aFailingSeedIsShrunkToWhatItTakes() {
    Simulation.Result failed = first(Bug.DOUBLE_CREATE, 1, 500).orElseThrow();

    Simulation.Result shrunk = Shrinking.of(failed, Bug.DOUBLE_CREATE);

    assertThat(shrunk.broken()).map(Invariants.Broken::rule).contains(Rule.ONE_OBJECT_EACH);
    assertThat(shrunk.events().size()).isLessThan(failed.events().size());
    // The lost answer that it takes, and what else the seed's order needs.
    assertThat(shrunk.faults()).isNotEmpty().hasSizeLessThanOrEqualTo(failed.faults().size());
    assertThat(Simulation.run(failed.seed(), Bug.NONE, Set.of(), Set.of()).broken()).isEmpty();
  }

  @Test
  @EnabledIfSystemProperty(named = "hansa.seed", matches = "\\d+")
  void replays() {
    assertThat(Simulation.run(Long.getLong("hansa.seed"), Bug.NONE).broken()).isEmpty();
  }
}
