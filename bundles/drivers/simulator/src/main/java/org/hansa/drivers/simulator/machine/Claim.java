package org.hansa.drivers.simulator.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.drivers.simulator.world.Hold;
import org.hansa.drivers.simulator.world.Thing;

/**
 * A server that is somebody's.
 *
 * @param address empty without an image: nothing is there to have one
 */
record Claim(
    String print,
    String name,
    String server,
    boolean on,
    Optional<String> image,
    Optional<String> address)
    implements Thing {

  static String server(String name) {
    return "server:" + name;
  }

  /** Power is drawn while this is held. */
  static String powered(String name) {
    return Hold.POWERED + name;
  }

  @Override
  public List<Hold> holds() {
    List<Hold> all = new ArrayList<>();
    all.add(Hold.on(server(server)));
    if (on) {
      all.add(Hold.of(powered(server), 1));
    }
    return all;
  }
}
