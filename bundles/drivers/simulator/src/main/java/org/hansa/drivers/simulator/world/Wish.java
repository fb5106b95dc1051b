package org.hansa.drivers.simulator.world;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.hansa.drivers.simulator.world.SimulatedClock.Pace;

/**
 * How the clock of an endpoint is to run.
 *
 * @param speed simulated for each real second
 * @param epoch when it begins to differ from the real one; when the endpoint is first used, if not
 *     said
 */
public record Wish(BigDecimal speed, Optional<Instant> epoch) {

  /** Another speed than before goes on from where the former has come to. */
  Pace pace(Optional<Pace> former, long real) {
    if (former.isPresent() && former.get().speed().compareTo(speed) == 0) {
      return former.get();
    }
    long start = former.isEmpty() ? epoch.map(Instant::toEpochMilli).orElse(real) : real;
    long base = former.map(f -> f.at(real)).orElse(start);
    return new Pace(start, base, speed.stripTrailingZeros());
  }
}
