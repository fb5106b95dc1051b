package org.hansa.drivers.process;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.DirectoryNotEmptyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.LogPart;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Workloads as processes. All that is known lies in their folders and in {@code /proc}. */
final class Workloads implements WorkloadFacet {

  private static final Logger LOG = LoggerFactory.getLogger(Workloads.class);
  private static final Duration PROBE = Duration.ofSeconds(1);
  private static final Duration AGAIN = Duration.ofMillis(500);
  private static final int MOST_LINES = 10_000;

  private final Local local;
  private final Runs runs;
  private final Artifacts artifacts;
  private final Starter starter;

  /** Stops that outlast their call, and what comes after them. */
  private final Map<String, CompletableFuture<Void>> moving = new ConcurrentHashMap<>();

  Workloads(Local local, Runs runs) {
    this.local = local;
    this.runs = runs;
    this.artifacts = new Artifacts(local.opening().content());
    this.starter = new Starter(local, runs, artifacts);
  }

  @Override
  public Duration settle() {
    return Duration.ofSeconds(2);
  }

  @Override
  public Observed<WorkloadState> observe(String uid, Deadline deadline) {
    return observed(local.home(uid));
  }

  @Override
  public Observed<WorkloadState> apply(String uid, WorkloadSpec spec, Deadline deadline) {
    Specs.check(spec);
    Home home = local.home(uid);
    if (!idle(uid, deadline)) {
      return observed(home);
    }
    try {
      Optional<Run> run = runs.alive(home);
      if (run.isPresent() && home.applied().digest().equals(spec.digest())) {
        runs.adopt(home, run.get());
        return observed(home);
      }
      TreeSet<Integer> ports = new TreeSet<>(spec.ports().values());
      if (!runs.members(home).isEmpty()) {
        // What still runs of it gives these back first.
        ports.removeAll(home.applied().ports());
      }
      Starter.requireFree(ports);
      local.create(home);
      artifacts.stage(spec, home, deadline);
    } catch (IOException e) {
      throw Fault.of("preparing " + uid, e);
    }
    return move(home, runs.stop(home, false).thenRun(() -> starter.start(spec, home)), deadline);
  }

  @Override
  public Observed<WorkloadState> remove(String uid, Deadline deadline) {
    Home home = local.home(uid);
    if (!idle(uid, deadline)) {
      return observed(home);
    }
    if (!home.exists() && runs.members(home).isEmpty()) {
      return Observed.absent();
    }
    CompletableFuture<Void> gone =
        runs.stop(home, true).thenCompose(stopped -> local.repeat().until(() -> deleted(home)));
    return move(home, gone, deadline);
  }

  /** A process that ends may write a last file just when its folder is emptied. */
  private boolean deleted(Home home) {
    try {
      runs.forget(home);
      local.delete(home);
      LOG.info("workload {} is gone", home.uid());
      return true;
    } catch (DirectoryNotEmptyException e) {
      return false;
    } catch (IOException e) {
      throw Fault.of("deleting " + home.path(), e);
    }
  }

  private Observed<WorkloadState> move(Home home, CompletableFuture<Void> done, Deadline deadline) {
    String uid = home.uid();
    moving.put(uid, done);
    CompletableFuture<Void> cleared = done.whenComplete((v, e) -> moving.remove(uid, done));
    if (!Repeat.await(cleared, deadline)) {
      CompletableFuture<Void> unused =
          cleared.whenComplete(
              (v, e) -> {
                if (e != null) {
                  LOG.warn("workload {} could not go on: {}", uid, e.getMessage());
                }
                local.hint(uid);
              });
    }
    return observed(home);
  }

  /** True when no earlier call is still at work on it. */
  private boolean idle(String uid, Deadline deadline) {
    CompletableFuture<Void> before = moving.get(uid);
    return before == null || Repeat.await(before.handle((v, e) -> null), deadline);
  }

  private Observed<WorkloadState> observed(Home home) {
    boolean moves = moving.containsKey(home.uid());
    return state(home)
        .map(s -> moves ? Observed.inProgress(s, 50, AGAIN) : Observed.settled(s))
        .orElseGet(Observed::absent);
  }

  private Optional<WorkloadState> state(Home home) {
    Optional<Run> alive = runs.alive(home);
    Optional<Run> last = alive.or(home::run);
    if (alive.isEmpty() && !home.exists()) {
      return Optional.empty();
    }
    Applied applied = home.applied();
    boolean ready =
        alive.isPresent() && applied.probe().map(p -> Sockets.answers(p, PROBE)).orElse(true);
    return Optional.of(
        new WorkloadState(
            alive.isPresent() ? WorkloadState.Phase.RUNNING : WorkloadState.Phase.EXITED,
            applied.digest(),
            ready,
            alive.map(r -> Long.toString(r.pid())),
            last.map(Run::at),
            alive.isPresent() ? Optional.empty() : home.exit(last),
            local.groups().enforced(applied, home, alive)));
  }

  @Override
  public WorkloadState expect(WorkloadSpec spec) {
    Specs.check(spec);
    Applied applied = Applied.of(spec);
    return new WorkloadState(
        WorkloadState.Phase.RUNNING,
        applied.digest(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        local.groups().expected(applied));
  }

  @Override
  public Page<WorkloadState> list(Optional<String> cursor, int most, Deadline deadline) {
    TreeSet<String> uids = new TreeSet<>();
    local.homes().forEach(home -> uids.add(home.uid()));
    local.proc().tagged().forEach(t -> local.workload(t).ifPresent(uids::add));
    Page<Named> page =
        Page.of(uids.stream().map(u -> new Page.Item<>(u, new Named())).toList(), cursor, most);
    List<Page.Item<WorkloadState>> items = new ArrayList<>();
    for (Page.Item<Named> one : page.items()) {
      if (deadline.passed()) {
        throw Fault.unavailable(
            "listing took too long: " + items.size() + " of " + page.items().size());
      }
      // Gone since it was found: then it is rightly not in the list.
      state(local.home(one.uid())).ifPresent(s -> items.add(new Page.Item<>(one.uid(), s)));
    }
    return new Page<>(items, page.next());
  }

  /** What is known before a page is cut: no more than the uid. To look at one is dear. */
  private record Named() {}

  @Override
  public List<Trial<WorkloadSpec>> trials(Deadline deadline) {
    return List.of(
        new Trial<>(trial("one", "1000"), trial("one", "1001")),
        new Trial<>(trial("two", "1002"), trial("two", "1003")));
  }

  private static WorkloadSpec trial(String name, String seconds) {
    return new WorkloadSpec(
        name,
        Specs.RUNTIME,
        List.of(new WorkloadSpec.Artifact("hansa.txt", Trial.ARTIFACT, false)),
        List.of("sh", "-c", "cat hansa.txt; exec sleep " + seconds),
        Map.of(),
        Map.of(),
        Optional.of(new BigDecimal("0.1")),
        Optional.of(64L << 20),
        Optional.empty(),
        Optional.of(Duration.ofSeconds(1)));
  }

  @Override
  public List<String> logs(String uid, int most, Deadline deadline) {
    Home home = logged(uid, most);
    try {
      return Logs.last(home, most);
    } catch (IOException e) {
      throw Fault.of("reading the log of " + uid, e);
    }
  }

  @Override
  public LogPart logsAfter(String uid, Optional<String> after, int most, Deadline deadline) {
    Home home = logged(uid, most);
    try {
      return Logs.after(home, after, most);
    } catch (IOException e) {
      throw Fault.of("reading the log of " + uid, e);
    }
  }

  private Home logged(String uid, int most) {
    if (most < 1 || most > MOST_LINES) {
      throw Fault.invalid(most + " lines were asked for; ask for 1 to " + MOST_LINES);
    }
    Home home = local.home(uid);
    if (!home.exists()) {
      throw new DriverException(
          DriverException.Reason.NOT_FOUND, "there is no workload " + uid + " here");
    }
    return home;
  }
}
