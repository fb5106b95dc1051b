package org.hansa.drivers.simulator.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.drivers.simulator.network.Cable;
import org.hansa.drivers.simulator.world.Hold;
import org.hansa.drivers.simulator.world.Thing;

/**
 * A cluster.
 *
 * @param pools how many workers each is to have
 * @param before how many it had when the work under way began; none while it is new
 * @param fresh whether the work under way makes it at all
 * @param seats what its workers take of the hosts
 */
record Herd(
    String print,
    String name,
    String version,
    Map<String, Integer> pools,
    Map<String, Integer> before,
    boolean fresh,
    Optional<String> network,
    List<Hold> seats)
    implements Thing {

  @Override
  public List<Hold> holds() {
    List<Hold> all = new ArrayList<>(seats);
    network.ifPresent(n -> all.add(Cable.hold(n)));
    return all;
  }
}
