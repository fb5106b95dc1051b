package org.hansa.drivers.simulator.machine;

import java.util.ArrayList;
import java.util.List;
import org.hansa.drivers.simulator.network.Cable;
import org.hansa.drivers.simulator.world.Hold;
import org.hansa.drivers.simulator.world.Thing;

/**
 * A virtual machine.
 *
 * @param size its name, or empty
 * @param build counts how often it was made anew
 * @param booted when it last began to, in milliseconds of simulated time
 * @param boots whether the work under way makes it boot
 * @param cables its interfaces in networks of ours
 * @param addresses by which it is reached
 * @param seat what it takes of its host
 */
record Guest(
    String print,
    String name,
    String size,
    int cpu,
    long memory,
    long disk,
    String image,
    List<String> volumes,
    List<Cable> cables,
    List<String> addresses,
    boolean on,
    int build,
    long booted,
    boolean boots,
    String host,
    List<Hold> seat)
    implements Thing {

  List<String> networks() {
    return cables.stream().map(Cable::network).toList();
  }

  @Override
  public List<Hold> holds() {
    List<Hold> all = new ArrayList<>(seat);
    volumes.forEach(volume -> all.add(Hold.on(Disk.attachment(volume))));
    cables.forEach(cable -> all.addAll(cable.holds()));
    return all;
  }
}
