package org.hansa.drivers.simulator.energy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hansa.drivers.simulator.data.Machine;
import org.hansa.drivers.simulator.data.Site;
import org.hansa.drivers.simulator.world.Book;
import org.hansa.drivers.simulator.world.Hold;
import org.hansa.drivers.simulator.world.Load;
import org.hansa.drivers.simulator.world.Room;

/**
 * What each machine draws: idle watts, and what is between them and the peak for each core that is
 * busy. Of the cores that are asked for, and of those that others keep, as many are busy as the
 * demand says. What has no host of its own is spread over all of them. The book is locked.
 */
record Draws(Site site, Book book, long now) {

  private static final double PER_CENT = 100;
  private static final double MILLI = 1_000;

  /** One machine. */
  record Draw(String name, double watts, double joules) {}

  List<Draw> all() {
    List<Draw> all = new ArrayList<>();
    double cores =
        site.hosts().stream().mapToDouble(h -> h.machine().offered().doubleValue()).sum();
    for (Site.Unit host : site.hosts()) {
      all.add(host(host, host.machine().offered().doubleValue() / cores));
    }
    site.servers().forEach(server -> all.add(server(server)));
    return all;
  }

  private Draw host(Site.Unit unit, double share) {
    Machine machine = unit.machine();
    Load own = book.load(Hold.CPU + unit.name());
    Load moving = book.load(Hold.CPU + Room.ANYWHERE);
    double others = machine.cores() - machine.offered().doubleValue();
    double busy =
        (others + (own.amount() + share * moving.amount()) / MILLI)
            * site.demand().at(now)
            / PER_CENT;
    double busyMillis =
        others * site.demand().between(book.since(), now) / PER_CENT
            + (own.busy(now, site.demand()) + share * moving.busy(now, site.demand()))
                / MILLI
                / PER_CENT;
    double idle = value(machine.watts().idle());
    double core = (value(machine.watts().peak()) - idle) / machine.cores();
    return new Draw(
        unit.name(),
        idle + core * busy,
        idle * (now - book.since()) / MILLI + core * busyMillis / MILLI);
  }

  private Draw server(Site.Unit unit) {
    Machine.Watts watts = unit.machine().watts();
    Load on = book.load(Hold.POWERED + unit.name());
    double off = value(watts.off());
    double idle = value(watts.idle());
    double span = value(watts.peak()) - idle;
    double onMillis = on.flat(now);
    double joules =
        off * (now - book.since() - onMillis)
            + idle * onMillis
            + span * on.busy(now, site.demand()) / PER_CENT;
    return new Draw(
        unit.name(),
        on.amount() > 0 ? idle + span * site.demand().at(now) / PER_CENT : off,
        joules / MILLI);
  }

  private static double value(BigDecimal number) {
    return number.doubleValue();
  }
}
