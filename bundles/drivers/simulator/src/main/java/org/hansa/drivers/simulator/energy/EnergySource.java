package org.hansa.drivers.simulator.energy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.energy.EnergySourceFacet;
import org.hansa.core.driver.energy.SupplyState;
import org.hansa.drivers.simulator.data.Refusal;
import org.hansa.drivers.simulator.world.Here;

/** The grid of a site and what stands at it, hour by hour: as it was, or as it is foreseen. */
public final class EnergySource implements EnergySourceFacet {

  private static final Duration MOST = Duration.ofDays(31);

  private final Here here;
  private final Grid grid;

  public EnergySource(Here here) {
    this.here = here;
    this.grid = new Grid(here.site(), here.chance());
  }

  @Override
  public String source() {
    return "simulator";
  }

  @Override
  public List<SupplyState> supply(Instant from, Instant to, Deadline deadline) {
    Instant first = from.truncatedTo(ChronoUnit.HOURS);
    first = first.isBefore(from) ? first.plus(1, ChronoUnit.HOURS) : first;
    if (!first.isBefore(to) || Duration.between(from, to).compareTo(MOST) > 0) {
      throw Refusal.invalid(
          "no hour begins between "
              + from
              + " and "
              + to
              + ", or they are more than 31 days apart; ask for less or more");
    }
    Instant begin = first;
    return here.calls().make(NAME, "supply", "", deadline, () -> hours(begin, to));
  }

  /** An hour that has not ended is foreseen. */
  private List<SupplyState> hours(Instant first, Instant to) {
    Instant now = here.book().clock().instant();
    Instant last = now.plus(here.site().zone().forecastHours(), ChronoUnit.HOURS);
    List<SupplyState> all = new ArrayList<>();
    for (Instant hour = first;
        hour.isBefore(to) && !hour.isAfter(last);
        hour = hour.plus(1, ChronoUnit.HOURS)) {
      all.add(grid.hour(hour, now));
    }
    return List.copyOf(all);
  }
}
