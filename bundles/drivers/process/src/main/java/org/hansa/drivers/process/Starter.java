package org.hansa.drivers.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a workload whose former run has ended and whose artifacts are staged. Quick. */
final class Starter {

  private static final Logger LOG = LoggerFactory.getLogger(Starter.class);

  private final Local local;
  private final Runs runs;
  private final Artifacts artifacts;

  Starter(Local local, Runs runs, Artifacts artifacts) {
    this.local = local;
    this.runs = runs;
    this.artifacts = artifacts;
  }

  static void requireFree(Collection<Integer> ports) {
    for (int port : ports) {
      if (!Sockets.free(port)) {
        throw Fault.conflict(
            "port " + port + " is taken by something else on this machine; free it");
      }
    }
  }

  /**
   * The order is what makes a crash at any point harmless: first what is wanted, then the groups,
   * and only then a process, which carries its mark from its first moment.
   */
  void start(WorkloadSpec spec, Home home) {
    Applied applied = Applied.of(spec);
    try {
      requireFree(applied.ports());
      Applied before = home.applied();
      runs.forget(home);
      home.keep(applied);
      artifacts.place(spec, home, before.files(), local.user());
      Instant now = local.now();
      String name = Long.toString(now.toEpochMilli());
      Launch launch =
          Launch.of(
              spec,
              home,
              local.marks(home.uid(), name, home.path()),
              local.options(),
              local.javaHome());
      Collection<Path> groups = groups(applied, home).values();
      Process process = launch(launch, home, groups);
      ControlGroups.enter(groups, process.pid());
      long start = local.proc().stat(process.pid()).map(Proc.Stat::start).orElse(0L);
      runs.started(
          home,
          new Run(process.pid(), start, local.proc().boot(), name, now, Optional.empty()),
          process);
      LOG.info("workload {} started as process {}", home.uid(), process.pid());
    } catch (IOException e) {
      throw Fault.of("starting " + home.uid(), e);
    }
  }

  private Process launch(Launch launch, Home home, Collection<Path> groups) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(launch.argv(home, groups, local.user()));
    give(Logs.file(home));
    builder.environment().clear();
    builder.environment().putAll(launch.env());
    return builder
        .directory(home.work().toFile())
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(Logs.file(home).toFile()))
        .start();
  }

  /** The log lies in a folder of ours, but a program may open its own output again. */
  private void give(Path log) throws IOException {
    if (local.user().isPresent()) {
      if (!Files.exists(log)) {
        Files.createFile(log);
      }
      local.user().get().give(log);
    }
  }

  /** Without a limit rather than not at all: what is not enforced is said in the state. */
  private Map<String, Path> groups(Applied applied, Home home) throws IOException {
    Map<String, Path> wanted = local.groups().plan(applied, local.mark(home.uid()));
    Map<String, Path> former = home.groups();
    Map<String, Path> all = new LinkedHashMap<>(former);
    all.putAll(wanted);
    home.keep(all);
    try {
      local.groups().make(wanted, applied);
    } catch (IOException e) {
      LOG.warn("workload {} runs without limits: {}", home.uid(), e.getMessage());
      wanted = Map.of();
    }
    Map<String, Path> stale = new LinkedHashMap<>(all);
    stale.values().removeAll(wanted.values());
    if (ControlGroups.remove(stale)) {
      home.keep(wanted);
    }
    return wanted;
  }
}
