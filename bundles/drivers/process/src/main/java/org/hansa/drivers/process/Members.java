package org.hansa.drivers.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.drivers.process.Proc.Stat;
import org.hansa.drivers.process.Proc.Tagged;

/**
 * Which processes belong to a workload: those that carry its mark, those in the session that was
 * opened for it, and those in its control groups. A process that is none of these is never touched.
 */
final class Members {

  /** The oldest first; of two of one tick the smaller pid. */
  static final Comparator<Tagged> AGE =
      Comparator.<Tagged>comparingLong(t -> t.stat().start())
          .thenComparingLong(t -> t.stat().pid());

  private final Proc proc;

  Members(Proc proc) {
    this.proc = proc;
  }

  /**
   * @param mark the value of HANSA_UID
   * @param run the last run that is known
   */
  List<Stat> of(String mark, Optional<Run> run, Collection<Path> groups) {
    List<Stat> all = proc.stats();
    Map<Long, Stat> members = new LinkedHashMap<>();
    Set<Long> sessions = new HashSet<>();
    for (Tagged tagged : proc.tagged()) {
      if (tagged.uid().equals(mark)) {
        members.put(tagged.stat().pid(), tagged.stat());
        sessions.add(tagged.stat().session());
      }
    }
    Set<Long> grouped = grouped(groups);
    for (Stat stat : all) {
      boolean main = run.filter(r -> r.is(stat)).isPresent();
      if (main || grouped.contains(stat.pid())) {
        members.put(stat.pid(), stat);
        sessions.add(stat.session());
      }
    }
    // Only a session that a run of ours leads: without setsid a workload shares the control
    // plane's.
    sessions.removeIf(s -> run.filter(r -> r.pid() == s).isEmpty());
    all.stream().filter(s -> sessions.contains(s.session())).forEach(s -> members.put(s.pid(), s));
    members.remove(ProcessHandle.current().pid());
    return List.copyOf(members.values());
  }

  private static Set<Long> grouped(Collection<Path> groups) {
    Set<Long> pids = new HashSet<>();
    groups.forEach(group -> pids(group).forEach(pid -> pids.add(Long.valueOf(pid))));
    return pids;
  }

  private static List<String> pids(Path group) {
    try {
      return Files.readAllLines(group.resolve("cgroup.procs"));
    } catch (IOException e) {
      // The group is gone, and so are its processes.
      return List.of();
    }
  }

  /** Those of a set that still run, checked by their start, so that no other process is meant. */
  List<Stat> alive(Collection<Stat> stats) {
    return stats.stream()
        .flatMap(s -> proc.stat(s.pid()).filter(n -> n.start() == s.start()).stream())
        .filter(Stat::alive)
        .toList();
  }

  /** SIGTERM, or SIGKILL if forced. */
  void signal(Collection<Stat> stats, boolean force) {
    for (Stat stat : alive(stats)) {
      ProcessHandle.of(stat.pid())
          .ifPresent(
              handle -> {
                // False only if it is gone already, or not ours to end: the next look shows which.
                boolean unused = force ? handle.destroyForcibly() : handle.destroy();
              });
    }
  }
}
