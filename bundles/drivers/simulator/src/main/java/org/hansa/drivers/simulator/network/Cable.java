package org.hansa.drivers.simulator.network;

import java.util.List;
import org.hansa.drivers.simulator.world.Hold;

/** An interface of a machine in a network of ours. */
public record Cable(String network, String address) {

  static String plugged(String network) {
    return "network:" + network;
  }

  static String used(String network, String address) {
    return "address:" + network + "/" + address;
  }

  public List<Hold> holds() {
    return List.of(Hold.on(plugged(network)), Hold.of(used(network, address), 1));
  }

  /** Of something that is in a network, but has no single address there. */
  public static Hold hold(String network) {
    return Hold.on(plugged(network));
  }
}
