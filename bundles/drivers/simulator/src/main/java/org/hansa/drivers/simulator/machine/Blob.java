package org.hansa.drivers.simulator.machine;

import java.util.List;
import org.hansa.drivers.simulator.world.Hold;
import org.hansa.drivers.simulator.world.Thing;

/** An image of ours. */
record Blob(String print, String name, String digest, long size) implements Thing {

  @Override
  public List<Hold> holds() {
    return List.of();
  }
}
