package org.hansa.drivers.simulator.workload;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.hansa.drivers.simulator.world.Chance;
import org.hansa.drivers.simulator.world.Kept;

/** The lines that a workload would have written by now; none is kept. */
record Said(Kept<Run> kept, Chance chance) {

  private static final long MINUTE = 60_000;

  List<String> last(int most, long now) {
    Run run = kept.thing();
    Deque<String> lines = new ArrayDeque<>();
    if (run.over(now)) {
      lines.add(line(run.ends(), "error: ends with exit code " + run.exitCode()));
    }
    long ready = kept.until();
    long minutes = Math.max(0, (run.ran(now) - ready) / MINUTE);
    for (long m = minutes; m > 0 && lines.size() < most; m--) {
      lines.addFirst(line(ready + m * MINUTE, requests(m)));
    }
    if (lines.size() < most && run.ran(now) >= ready) {
      lines.addFirst(line(ready, "ready"));
    }
    if (lines.size() < most) {
      lines.addFirst(
          line(run.started(), "simulated: " + run.name() + " starts, run " + run.number()));
    }
    return List.copyOf(lines);
  }

  private String requests(long minute) {
    Run run = kept.thing();
    long busy = Math.max(100, run.cpu());
    long count = Math.round(busy * (0.5 + chance.of("log", run.print(), Long.toString(minute))));
    return "served " + count + " requests in a minute";
  }

  private static String line(long at, String text) {
    return Instant.ofEpochMilli(at) + " " + text;
  }
}
