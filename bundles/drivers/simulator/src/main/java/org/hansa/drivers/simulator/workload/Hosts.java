package org.hansa.drivers.simulator.workload;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.HostState;
import org.hansa.drivers.simulator.data.Machine;
import org.hansa.drivers.simulator.data.Site;
import org.hansa.drivers.simulator.world.Here;

/** The hosts of a site, as its data says. */
public final class Hosts implements HostFacet {

  static final int FIRST_PORT = 20_000;
  static final int LAST_PORT = 29_999;

  private static final int ADDRESSES = 254;

  private final Here here;

  public Hosts(Here here) {
    this.here = here;
  }

  @Override
  public List<HostState> all(Deadline deadline) {
    return here.calls().make(NAME, "all", "", deadline, this::hosts);
  }

  private List<HostState> hosts() {
    List<HostState> all = new ArrayList<>();
    for (Site.Unit host : here.site().hosts()) {
      Machine machine = host.machine();
      all.add(
          new HostState(
              host.name(),
              Map.of(
                  "cpu", machine.offered(),
                  "memory", BigDecimal.valueOf(machine.memory()),
                  "storage", BigDecimal.valueOf(machine.storage())),
              facts(host),
              here.site().offer().runtimes(),
              address(here.site(), all.size()),
              FIRST_PORT,
              LAST_PORT,
              List.of()));
    }
    return List.copyOf(all);
  }

  /** The fact {@code machine} keeps two endpoints of one site from being offered as two. */
  private Map<String, String> facts(Site.Unit host) {
    Machine machine = host.machine();
    Map<String, String> facts = new TreeMap<>();
    facts.put("simulated", "true");
    facts.put("arch", machine.arch());
    facts.put("os", "linux");
    facts.put("vendor", machine.vendor());
    facts.put("model", machine.model());
    facts.put(
        "machine",
        "simulated-"
            + here.site().continuum().continuum()
            + "-"
            + here.site().name()
            + "-"
            + host.name());
    machine.accelerator().ifPresent(a -> facts.put("accelerator", a));
    if (machine.accelerators() > 0) {
      facts.put("accelerators", Integer.toString(machine.accelerators()));
    }
    return facts;
  }

  /** Of the ranges that are kept for documentation: nobody answers there. Not all are different. */
  static String address(Site site, int host) {
    int number = site.number() * 7 + host;
    return (number / ADDRESSES % 2 == 0 ? "192.0.2." : "198.51.100.") + (number % ADDRESSES + 1);
  }
}
