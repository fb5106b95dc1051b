package org.hansa.drivers.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.hansa.drivers.process.Proc.Stat;
import org.hansa.drivers.process.Proc.Tagged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows which process is a workload's, finds it again after a crash of ours, and sees it end. */
final class Runs {

  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

  private final Local local;

  /** Which run of a uid is watched. */
  private final Map<String, String> watched = new ConcurrentHashMap<>();

  Runs(Local local) {
    this.local = local;
  }

  /**
   * The run that is alive: as noted, or, if we were killed between the start and the note, by the
   * mark that the process carries.
   */
  Optional<Run> alive(Home home) {
    Optional<Run> noted = local.run(home);
    return noted.isPresent() ? noted.filter(r -> isAlive(home, r)) : oldest(home);
  }

  /** A program may overwrite its environment to show a title: pid and start then say enough. */
  private boolean isAlive(Home home, Run run) {
    boolean runs = local.proc().stat(run.pid()).filter(Stat::alive).filter(run::is).isPresent();
    return runs
        && local
            .proc()
            .tagged(run.pid())
            .map(t -> t.uid().equals(local.mark(home.uid())))
            .orElse(true);
  }

  private Optional<Run> oldest(Home home) {
    List<Tagged> tagged = tagged(home);
    return tagged.stream()
        .findFirst()
        .map(Tagged::run)
        .flatMap(run -> tagged.stream().filter(t -> isRoot(t, run, tagged)).findFirst())
        .map(t -> noted(t, local.proc()));
  }

  private static Run noted(Tagged t, Proc proc) {
    Stat stat = t.stat();
    return new Run(
        stat.pid(), stat.start(), proc.boot(), t.run(), proc.started(stat), Optional.empty());
  }

  private static boolean isRoot(Tagged tagged, String run, List<Tagged> all) {
    return tagged.run().equals(run)
        && all.stream().noneMatch(o -> o.stat().pid() == tagged.stat().parent());
  }

  private List<Tagged> tagged(Home home) {
    String mark = local.mark(home.uid());
    return local.proc().tagged().stream().filter(t -> t.uid().equals(mark)).toList();
  }

  /** Notes a run that was found, ends what runs beside it, and watches it. */
  void adopt(Home home, Run run) throws IOException {
    synchronized (this) {
      if (home.exists() && home.run().isEmpty()) {
        home.keep(run);
      }
    }
    List<Stat> strays =
        tagged(home).stream().filter(t -> !t.run().equals(run.name())).map(Tagged::stat).toList();
    if (!strays.isEmpty()) {
      LOG.warn("ending {} processes beside the one of workload {}", strays.size(), home.uid());
      local.members().signal(strays, true);
    }
    watch(home, run, Optional.empty());
  }

  synchronized void started(Home home, Run run, Process process) throws IOException {
    home.keep(run);
    watch(home, run, Optional.of(process));
  }

  /** Called before a start and before a folder goes: the end of a former run is no news then. */
  synchronized void forget(Home home) throws IOException {
    watched.remove(home.uid());
    home.forgetRun();
  }

  private void watch(Home home, Run run, Optional<Process> child) {
    if (run.id().equals(watched.put(home.uid(), run.id())) && child.isEmpty()) {
      return;
    }
    // Not on the thread that reaps processes: it has hardly any stack.
    CompletableFuture<Void> unused =
        child.isPresent()
            ? child
                .get()
                .onExit()
                .thenAcceptAsync(
                    p -> ended(home, run, Optional.of(p.exitValue())), local.opening().timer())
            : ProcessHandle.of(run.pid())
                .map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenAcceptAsync(h -> ended(home, run, Optional.empty()), local.opening().timer());
  }

  private void ended(Home home, Run run, Optional<Integer> code) {
    if (local.repeat().closed()) {
      return;
    }
    synchronized (this) {
      if (watched.remove(home.uid(), run.id()) && code.isPresent() && home.exists()) {
        try {
          home.keep(run.exited(code.get()));
        } catch (IOException e) {
          LOG.warn("the exit code {} of workload {} is lost: {}", code.get(), home.uid(), e);
        }
      }
    }
    local.hint(home.uid());
  }

  /** Ends all of a workload: SIGTERM, and SIGKILL when the grace is over. */
  CompletableFuture<Void> stop(Home home, boolean withGroups) {
    return new Stop(local, home).begin(withGroups);
  }

  /** All processes of a workload, whether its main one lives or not. */
  List<Stat> members(Home home) {
    Map<String, Path> groups = home.groups();
    return local.members().of(local.mark(home.uid()), local.run(home), groups.values());
  }
}
