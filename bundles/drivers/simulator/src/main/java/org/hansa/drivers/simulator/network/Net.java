package org.hansa.drivers.simulator.network;

import java.util.List;
import java.util.Optional;
import org.hansa.drivers.simulator.world.Hold;
import org.hansa.drivers.simulator.world.Thing;

/** A virtual network. */
record Net(
    String print,
    String name,
    String range,
    Optional<String> gateway,
    List<String> resolvers,
    boolean outside)
    implements Thing {

  @Override
  public List<Hold> holds() {
    return List.of();
  }
}
