package org.hansa.drivers.simulator.workload;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.hansa.core.driver.DriverException;
import org.hansa.drivers.simulator.data.Refusal;
import org.hansa.drivers.simulator.world.Here;
import org.hansa.drivers.simulator.world.Hold;
import org.hansa.drivers.simulator.world.Taken;

/**
 * Ports of the hosts. A spec does not say on which host it is, so each port is there once a host.
 */
record Ports(Here here) {

  static List<Hold> holds(Collection<Integer> ports) {
    return ports.stream().map(port -> Hold.on(what(port))).toList();
  }

  /**
   * @throws DriverException CONFLICT if it is taken on every host
   */
  void require(int port, Taken taken) {
    int hosts = here.site().hosts().size();
    if (taken.of(what(port)) >= hosts) {
      throw Refusal.conflict(
          "port "
              + port
              + " is taken"
              + (hosts > 1 ? " on all " + hosts + " hosts" : "")
              + taken.by(what(port)).map(by -> " by " + by).orElse("")
              + "; choose another");
    }
  }

  /** Some that nobody has, or EXHAUSTED. */
  List<Integer> free(int count) {
    List<Integer> free =
        IntStream.rangeClosed(Hosts.FIRST_PORT, Hosts.LAST_PORT)
            .filter(port -> here.book().sum(what(port)) == 0)
            .limit(count)
            .boxed()
            .toList();
    if (free.size() < count) {
      throw Refusal.exhausted("fewer than " + count + " ports of the range are free");
    }
    return free;
  }

  private static String what(int port) {
    return "port:" + port;
  }
}
