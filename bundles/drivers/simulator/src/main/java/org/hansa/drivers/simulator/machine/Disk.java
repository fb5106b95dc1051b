package org.hansa.drivers.simulator.machine;

import java.util.List;
import org.hansa.drivers.simulator.world.Hold;
import org.hansa.drivers.simulator.world.Thing;

/** A volume. */
record Disk(String print, String name, long size, String type) implements Thing {

  static String pool(String type) {
    return "volumes:" + type;
  }

  /** Held by the machine that it is attached to. */
  static String attachment(String uid) {
    return "volume:" + uid;
  }

  @Override
  public List<Hold> holds() {
    return List.of(Hold.of(pool(type), size));
  }
}
