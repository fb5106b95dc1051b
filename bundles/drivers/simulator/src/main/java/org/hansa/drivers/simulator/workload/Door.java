package org.hansa.drivers.simulator.workload;

import java.util.List;
import org.hansa.drivers.simulator.world.Hold;
import org.hansa.drivers.simulator.world.Thing;

/** A forward that would listen. */
record Door(String print, int port, List<String> targets) implements Thing {

  @Override
  public List<Hold> holds() {
    return Ports.holds(List.of(port));
  }
}
