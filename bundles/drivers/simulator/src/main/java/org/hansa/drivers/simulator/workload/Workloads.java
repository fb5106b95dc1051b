package org.hansa.drivers.simulator.workload;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.LogPart;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;
import org.hansa.drivers.simulator.data.Refusal;
import org.hansa.drivers.simulator.world.Calls;
import org.hansa.drivers.simulator.world.Here;
import org.hansa.drivers.simulator.world.Hold;
import org.hansa.drivers.simulator.world.Kept;
import org.hansa.drivers.simulator.world.Modelled;
import org.hansa.drivers.simulator.world.Room;
import org.hansa.drivers.simulator.world.Taken;

/** Workloads that take room and time and do nothing. */
public final class Workloads extends Modelled<WorkloadSpec, WorkloadState, Run>
    implements WorkloadFacet {

  private static final int MOST_LINES = 10_000;

  public Workloads(Here here) {
    super(here, Run.class);
  }

  @Override
  protected void check(WorkloadSpec spec) {
    spec.checked(here.site().offer().runtimes());
  }

  @Override
  protected void prepare(String uid, WorkloadSpec spec) {
    spec.artifacts().stream()
        .map(WorkloadSpec.Artifact::digest)
        .distinct()
        .forEach(digest -> here.requireContent(digest, Optional.empty()));
  }

  @Override
  protected Made<Run> make(
      String uid,
      WorkloadSpec spec,
      String print,
      Optional<Kept<Run>> before,
      Taken taken,
      long now) {
    spec.ports().values().forEach(port -> new Ports(here).require(port, taken));
    long cpu = spec.cpu().map(Room::millis).orElse(0L);
    long memory = spec.memory().orElse(0L);
    List<Hold> room =
        new Room(here.site()).anywhere(new Room.Need(cpu, memory, 0, 0, Optional.empty()), taken);
    Optional<Calls.Crash> crash = here.calls().crash(NAME, uid);
    return new Made<>(
        new Run(
            print,
            spec.name(),
            cpu,
            memory,
            spec.ports().values().stream().sorted().toList(),
            before.map(k -> k.thing().number()).orElse(0) + 1,
            now,
            crash.map(c -> now + c.after()).orElse(Long.MAX_VALUE),
            crash.map(Calls.Crash::exitCode).orElse(0),
            room),
        here.durations().workload());
  }

  @Override
  protected boolean stands(Run run, long now) {
    return !run.over(now);
  }

  @Override
  protected WorkloadState show(String uid, Kept<Run> kept, long now) {
    Run run = kept.thing();
    boolean over = run.over(now);
    return new WorkloadState(
        over ? WorkloadState.Phase.EXITED : WorkloadState.Phase.RUNNING,
        run.print(),
        !over && !kept.busy(now),
        Optional.of(id(uid, run)).filter(id -> !over),
        Optional.of(Instant.ofEpochMilli(run.started())),
        Optional.of(run.exitCode()).filter(code -> over),
        limits(run.cpu() > 0, run.memory() > 0));
  }

  /** Names the run, in states and meters alike. */
  String id(String uid, Run run) {
    return here.id("run", NAME, uid) + "-" + run.number();
  }

  @Override
  protected WorkloadState expected(WorkloadSpec spec, String print) {
    return new WorkloadState(
        WorkloadState.Phase.RUNNING,
        print,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limits(spec.cpu().isPresent(), spec.memory().isPresent()));
  }

  private static Map<String, String> limits(boolean cpu, boolean memory) {
    Map<String, String> limits = new TreeMap<>();
    if (cpu) {
      limits.put("cpu", "enforced");
    }
    if (memory) {
      limits.put("memory", "enforced");
    }
    return limits;
  }

  @Override
  public List<Trial<WorkloadSpec>> trials(Deadline deadline) {
    return here.calls()
        .make(
            NAME,
            "trials",
            "",
            deadline,
            () -> {
              requireRoom();
              return List.of(
                  new Trial<>(trial("one", "1000", 0), trial("one", "1001", 0)),
                  new Trial<>(trial("two", "1002", 1), trial("two", "1003", 1)));
            });
  }

  private void requireRoom() {
    synchronized (here.book()) {
      here.book().advance();
      Taken taken = taken();
      Room.Need need = new Room.Need(100, 64L << 20, 0, 0, Optional.empty());
      new Room(here.site()).anywhere(need, taken);
      new Room(here.site()).anywhere(need, taken);
    }
  }

  /** So that of several runtimes more than one is tried. */
  private WorkloadSpec trial(String name, String seconds, int which) {
    List<String> runtimes = here.site().offer().runtimes();
    String runtime = runtimes.get(which % runtimes.size());
    return new WorkloadSpec(
        name,
        runtime,
        List.of(new WorkloadSpec.Artifact("hansa.txt", Trial.ARTIFACT, false)),
        List.of("sh", "-c", "cat hansa.txt; exec sleep " + seconds),
        Map.of(),
        Map.of(),
        Optional.of(new BigDecimal("0.1")),
        Optional.of(64L << 20),
        Optional.empty(),
        Optional.of(Duration.ofSeconds(1)),
        Optional.of("registry.example/hansa-" + name + ":1")
            .filter(image -> runtime.equals(WorkloadSpec.CONTAINER)),
        Optional.empty());
  }

  @Override
  public List<String> logs(String uid, int most, Deadline deadline) {
    return said(uid, most, deadline, Said::last);
  }

  @Override
  public LogPart logsAfter(String uid, Optional<String> after, int most, Deadline deadline) {
    return said(uid, most, deadline, (said, lines, now) -> said.after(after, lines, now));
  }

  private interface Telling<T> {
    T tell(Said said, int most, long now);
  }

  private <T> T said(String uid, int most, Deadline deadline, Telling<T> telling) {
    if (most < 1 || most > MOST_LINES) {
      throw Refusal.invalid(most + " lines were asked for; ask for 1 to " + MOST_LINES);
    }
    return here.calls()
        .make(
            NAME,
            "logs",
            uid,
            deadline,
            () -> {
              synchronized (here.book()) {
                long now = here.book().advance();
                return visible(uid)
                    .map(kept -> telling.tell(new Said(kept, here.chance()), most, now))
                    .orElseThrow(() -> Refusal.notFound("there is no workload " + uid + " here"));
              }
            });
  }
}
