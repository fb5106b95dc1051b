package org.hansa.drivers.simulator.network;

import java.util.ArrayList;
import java.util.List;
import org.hansa.drivers.simulator.world.Hold;
import org.hansa.drivers.simulator.world.Thing;

/**
 * A path.
 *
 * @param network the transport network that it is in
 * @param micros of latency one way
 * @param nodes that it goes through
 * @param other those of its spare way; none without
 */
record Lane(
    String print,
    String name,
    String network,
    String from,
    String to,
    long bandwidth,
    long micros,
    List<String> nodes,
    List<String> other)
    implements Thing {

  /** Of a link, in both directions. */
  static String link(String network, String name) {
    return "link:" + network + "/" + name;
  }

  @Override
  public List<Hold> holds() {
    List<Hold> all = new ArrayList<>();
    all.add(Hold.of("point:" + from, bandwidth));
    all.add(Hold.of("point:" + to, bandwidth));
    add(all, nodes);
    add(all, other);
    return all;
  }

  private void add(List<Hold> all, List<String> way) {
    for (int i = 1; i < way.size(); i++) {
      all.add(Hold.of(link(network, Routes.name(way.get(i - 1), way.get(i))), bandwidth));
    }
  }
}
