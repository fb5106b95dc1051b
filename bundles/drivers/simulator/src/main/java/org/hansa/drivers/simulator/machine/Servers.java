package org.hansa.drivers.simulator.machine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.machine.ServerFacet;
import org.hansa.core.driver.machine.ServerState;
import org.hansa.drivers.simulator.data.Machine;
import org.hansa.drivers.simulator.data.Site;
import org.hansa.drivers.simulator.world.Here;

/** The servers of a site, and whose they are. */
public final class Servers implements ServerFacet {

  private final Here here;

  public Servers(Here here) {
    this.here = here;
  }

  @Override
  public List<ServerState> all(Deadline deadline) {
    return here.calls().make(NAME, "all", "", deadline, this::servers);
  }

  private List<ServerState> servers() {
    synchronized (here.book()) {
      here.book().advance();
      List<ServerState> all = new ArrayList<>();
      here.site().servers().forEach(unit -> all.add(state(unit, all.size() + 1)));
      return List.copyOf(all);
    }
  }

  private ServerState state(Site.Unit unit, int number) {
    Machine machine = unit.machine();
    Map<String, BigDecimal> capacity = new HashMap<>();
    capacity.put("cpu", BigDecimal.valueOf(machine.cores()));
    capacity.put("memory", BigDecimal.valueOf(machine.memory()));
    capacity.put("storage", BigDecimal.valueOf(machine.storage()));
    if (machine.accelerators() > 0) {
      capacity.put("accelerators", BigDecimal.valueOf(machine.accelerators()));
    }
    return new ServerState(
        unit.name(),
        capacity,
        facts(unit, number),
        here.book().sum(Claim.powered(unit.name())) > 0
            ? ServerState.Power.ON
            : ServerState.Power.OFF,
        health(unit.name()),
        here.book().sum(Claim.server(unit.name())) > 0);
  }

  ServerState.Health health(String server) {
    return here.site().place().health().getOrDefault(server, ServerState.Health.OK);
  }

  private Map<String, String> facts(Site.Unit unit, int number) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("simulated", "true");
    facts.put("arch", unit.machine().arch());
    facts.put("vendor", unit.machine().vendor());
    facts.put("model", unit.machine().model());
    facts.put("firmware", unit.machine().firmware());
    facts.put("serial", "SIM" + here.chance().digits(8, here.site().name(), unit.name()));
    facts.put("location", "rack " + (1 + (number - 1) / 10) + ", unit " + (1 + 3 * (number % 10)));
    unit.machine().accelerator().ifPresent(a -> facts.put("accelerator", a));
    return facts;
  }
}
