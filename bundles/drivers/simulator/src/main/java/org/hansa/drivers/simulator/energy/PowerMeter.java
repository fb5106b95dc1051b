package org.hansa.drivers.simulator.energy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.energy.PowerMeterFacet;
import org.hansa.core.driver.energy.PowerState;
import org.hansa.core.driver.energy.PowerState.Scope;
import org.hansa.drivers.simulator.world.Here;

/**
 * What hosts, servers and the whole site draw. Nothing counts it: it follows from what was held.
 */
public final class PowerMeter implements PowerMeterFacet {

  private static final String SOURCE = "simulator";

  private final Here here;

  public PowerMeter(Here here) {
    this.here = here;
  }

  @Override
  public List<PowerState> read(Deadline deadline) {
    return here.calls().make(NAME, "read", "", deadline, this::states);
  }

  private List<PowerState> states() {
    synchronized (here.book()) {
      long now = here.book().advance();
      Draws draws = new Draws(here.site(), here.book(), now);
      List<PowerState> all = new ArrayList<>();
      double watts = 0;
      double joules = 0;
      for (Draws.Draw draw : draws.all()) {
        all.add(state(draw.name(), Scope.MACHINE, draw.watts(), draw.joules(), now));
        watts += draw.watts();
        joules += draw.joules();
      }
      double pue = here.site().place().pue().doubleValue();
      all.add(state(here.site().name(), Scope.SITE, watts * pue, joules * pue, now));
      return List.copyOf(all);
    }
  }

  private PowerState state(String name, Scope scope, double watts, double joules, long now) {
    return new PowerState(
        name,
        scope,
        rounded(watts, 1),
        Optional.of(rounded(joules, 0)),
        "since-" + here.book().since(),
        Instant.ofEpochMilli(now),
        SOURCE);
  }

  /** Down, so that what grows does not fall. */
  private static BigDecimal rounded(double value, int digits) {
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.DOWN);
  }
}
