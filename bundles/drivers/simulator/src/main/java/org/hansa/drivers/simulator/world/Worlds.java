package org.hansa.drivers.simulator.world;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hansa.core.driver.Opening;
import org.hansa.drivers.simulator.data.Binder;
import org.hansa.drivers.simulator.data.FaultRule;
import org.hansa.drivers.simulator.data.Json;
import org.hansa.drivers.simulator.data.Site;

/** Makes the world of an endpoint: its site, and what is kept in its folder. */
public final class Worlds {

  /** Reads what we wrote ourselves. */
  private final Binder binder = new Binder(false);

  private final Json json = new Json();

  /**
   * @param seed of what is drawn by chance
   * @param faults beside those of the continuum
   */
  public Here open(
      Opening opening, Site site, long seed, Wish wish, BigDecimal haste, List<FaultRule> faults) {
    Chance chance = new Chance(seed);
    Alarm alarm = new Alarm(opening.timer(), opening.hint());
    Book book =
        new Book(
            new Journal(opening.folder().toAbsolutePath().resolve(file(opening, site))),
            site.demand(),
            opening.clock(),
            wish,
            binder,
            json,
            alarm);
    List<FaultRule> all = new ArrayList<>(site.continuum().faults());
    all.addAll(faults);
    all.removeIf(rule -> rule.site().filter(s -> !s.equals(site.name())).isPresent());
    Calls calls = new Calls(site.name(), all, chance, book, opening.timer());
    return new Here(opening, site, haste, chance, book, calls, alarm, json);
  }

  /** Another installation, continuum or site is another world, and sees nothing of this one. */
  private static String file(Opening opening, Site site) {
    String whose =
        new Chance(0).digits(12, "world", opening.installation(), site.continuum().continuum());
    return site.name() + "-" + whose + ".journal";
  }
}
