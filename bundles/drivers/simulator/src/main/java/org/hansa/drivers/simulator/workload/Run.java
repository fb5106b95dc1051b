package org.hansa.drivers.simulator.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.hansa.drivers.simulator.world.Hold;
import org.hansa.drivers.simulator.world.Thing;

/**
 * A workload that runs or has run.
 *
 * @param cpu thousandths of a core that it may use, 0 if not said
 * @param memory bytes, 0 if not said
 * @param number of the run, from one
 * @param started milliseconds of simulated time
 * @param ends when it crashes; never is {@link Long#MAX_VALUE}
 * @param room what it takes of the hosts
 */
record Run(
    String print,
    String name,
    long cpu,
    long memory,
    List<Integer> ports,
    int number,
    long started,
    long ends,
    int exitCode,
    List<Hold> room)
    implements Thing {

  boolean over(long now) {
    return now >= ends;
  }

  /** Until when it has run. */
  long ran(long now) {
    return Math.min(now, ends);
  }

  @Override
  public List<Hold> holds() {
    List<Hold> all = new ArrayList<>(room);
    all.addAll(Ports.holds(ports));
    return all;
  }

  @Override
  public OptionalLong turns() {
    return ends == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(ends);
  }
}
