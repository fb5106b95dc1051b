package org.hansa.drivers.process;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hansa.drivers.process.Proc.Stat;

/** Ends the processes of one workload; a chain of looks, each short. */
final class Stop {

  private final Local local;
  private final String mark;
  private final Optional<Run> run;
  private final Map<String, Path> groups;
  private final Instant end;

  /** Seen once, a process is followed until it is gone, even if nothing marks it any more. */
  private final Map<String, Stat> known = new LinkedHashMap<>();

  Stop(Local local, Home home) {
    this.local = local;
    this.mark = local.mark(home.uid());
    this.run = local.run(home);
    this.groups = home.groups();
    this.end = local.now().plus(home.applied().grace());
  }

  CompletableFuture<Void> begin(boolean withGroups) {
    return local.repeat().until(() -> look() && (!withGroups || ControlGroups.remove(groups)));
  }

  /** True when nothing is left. */
  private boolean look() {
    Members members = local.members();
    List<Stat> now = members.of(mark, run, groups.values());
    members.signal(now.stream().filter(s -> known.putIfAbsent(s.id(), s) == null).toList(), false);
    List<Stat> alive = members.alive(known.values());
    if (!local.now().isBefore(end)) {
      members.signal(alive, true);
    }
    return alive.isEmpty();
  }
}
