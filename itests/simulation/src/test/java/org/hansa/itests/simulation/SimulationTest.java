package org.hansa.itests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class SimulationTest {

  private static final long SEEDS = Long.getLong("hansa.seeds", 500);

  @Test
  @EnabledIfSystemProperty(named = "hansa.seed", matches = "\\d+")
  void replays() {
    assertThat(Simulation.run(Long.getLong("hansa.seed"), Bug.NONE).broken()).isEmpty();
  }

  @Test
  void nothingBreaksUnderAnySeed() {
    List<Simulation.Result> broken =
        LongStream.range(1, SEEDS + 1)
            .parallel()
            .mapToObj(seed -> Simulation.run(seed, Bug.NONE))
            .filter(result -> result.broken().isPresent())
            .toList();

    assertThat(broken).isEmpty();
  }
}
