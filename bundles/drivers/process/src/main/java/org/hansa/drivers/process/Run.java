package org.hansa.drivers.process;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.drivers.process.Proc.Stat;

/**
 * One start of a workload, as its folder remembers it.
 *
 * @param start of the process in ticks since boot; 0 if it ended before that could be read
 * @param boot of the machine: ticks count from it, and pids begin again
 * @param name in the environment of all its processes, so that two starts are told apart
 * @param at when it was started
 * @param exit how it ended, if we saw it
 */
record Run(long pid, long start, String boot, String name, Instant at, Optional<Integer> exit) {

  boolean is(Stat stat) {
    return stat.pid() == pid && stat.start() == start;
  }

  Run exited(int code) {
    return new Run(pid, start, boot, name, at, Optional.of(code));
  }

  String id() {
    return pid + "@" + start;
  }

  /** As it must be seen now: a run of before the machine was started names no process. */
  Run seenAt(String now) {
    return boot.equals(now) ? this : new Run(pid, 0, boot, name, at, exit);
  }

  Map<String, String> kept() {
    Map<String, String> map = new TreeMap<>();
    map.put("pid", Long.toString(pid));
    map.put("start", Long.toString(start));
    map.put("boot", boot);
    map.put("name", name);
    map.put("at", at.toString());
    exit.ifPresent(code -> map.put("exit", code.toString()));
    return map;
  }

  static Run of(Map<String, String> kept) {
    return new Run(
        Long.parseLong(kept.get("pid")),
        Long.parseLong(kept.get("start")),
        kept.get("boot"),
        kept.get("name"),
        Instant.parse(kept.get("at")),
        Optional.ofNullable(kept.get("exit")).map(Integer::valueOf));
  }
}
