package org.hansa.drivers.hansa;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.HostState;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.core.driver.workload.Reading;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;

/** The partner's own machines, of memory alone: two racks at each endpoint, one of which is big. */
final class Racks implements Driver {

  /** No options. */
  record Options() {}

  private record Running(WorkloadSpec spec, int id, Instant started, boolean ended) {}

  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicInteger made = new AtomicInteger();
  private volatile Consumer<String> hint = uid -> {};

  /** What ran, and what was started and not ended. */
  List<WorkloadSpec> running() {
    return running.values().stream().filter(r -> !r.ended()).map(Running::spec).toList();
  }

  /** How many were ever started. */
  int made() {
    return made.get();
  }

  /** All that runs ends by itself. */
  void crash() {
    running.replaceAll((uid, r) -> new Running(r.spec(), r.id(), r.started(), true));
    running.keySet().forEach(hint);
  }

  @Override
  public String id() {
    return "racks";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Class<? extends Record> options() {
    return Options.class;
  }

  @Override
  public Session open(Opening opening) {
    hint = opening.hint();
    return Session.of(List.of(new Found(opening.endpoint()), new Run(), new Used()), () -> {});
  }

  private record Found(String endpoint) implements HostFacet {
    @Override
    public List<HostState> all(Deadline deadline) {
      return List.of(rack("small", 2), rack("big", 16));
    }

    private HostState rack(String name, int cores) {
      return new HostState(
          name,
          Map.of("cpu", BigDecimal.valueOf(cores), "memory", BigDecimal.valueOf(64L << 30)),
          Map.of("os", "linux"),
          List.of("process"),
          "127.0.0.1",
          21_000,
          21_999,
          List.of(),
          Optional.of("192.0.2.7"));
    }
  }

  private final class Run implements WorkloadFacet {

    @Override
    public Duration settle() {
      return Duration.ofMillis(100);
    }

    @Override
    public Observed<WorkloadState> observe(String uid, Deadline deadline) {
      return Observed.of(Optional.ofNullable(running.get(uid)).map(Run::state));
    }

    private static WorkloadState state(Running r) {
      return new WorkloadState(
          r.ended() ? WorkloadState.Phase.EXITED : WorkloadState.Phase.RUNNING,
          r.spec().digest(),
          !r.ended(),
          Optional.of("rack-" + r.id()),
          Optional.of(r.started()),
          Optional.of(3).filter(code -> r.ended()),
          Map.of("cpu", "enforced", "memory", "enforced"));
    }

    @Override
    public Observed<WorkloadState> apply(String uid, WorkloadSpec spec, Deadline deadline) {
      running.compute(
          uid,
          (u, r) ->
              r != null && !r.ended() && r.spec().equals(spec)
                  ? r
                  : new Running(spec, ids.incrementAndGet(), Instant.now(), false));
      made.set(ids.get());
      return observe(uid, deadline);
    }

    @Override
    public Observed<WorkloadState> remove(String uid, Deadline deadline) {
      running.remove(uid);
      return Observed.absent();
    }

    @Override
    public WorkloadState expect(WorkloadSpec spec) {
      return state(new Running(spec, 0, Instant.EPOCH, false));
    }

    @Override
    public Page<WorkloadState> list(Optional<String> cursor, int most, Deadline deadline) {
      List<Page.Item<WorkloadState>> all = new ArrayList<>();
      running.forEach((uid, r) -> all.add(new Page.Item<>(uid, state(r))));
      return Page.of(all, cursor, most);
    }

    @Override
    public List<Trial<WorkloadSpec>> trials(Deadline deadline) {
      throw new DriverException(DriverException.Reason.EXHAUSTED, "nobody tries it");
    }

    @Override
    public List<String> logs(String uid, int most, Deadline deadline) {
      Running r = running.get(uid);
      if (r == null) {
        throw new DriverException(DriverException.Reason.NOT_FOUND, "there is no " + uid);
      }
      List<String> lines = new ArrayList<>();
      for (int n = 1; n <= 20; n++) {
        lines.add("line " + n + " of " + r.spec().command());
      }
      return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }
  }

  /** Each look finds a little more used. */
  private final class Used implements MeterFacet {

    private final Map<String, BigDecimal> seconds = new ConcurrentHashMap<>();

    @Override
    public Optional<Reading> read(String uid, Deadline deadline) {
      Running r = running.get(uid);
      if (r == null) {
        return Optional.empty();
      }
      BigDecimal cpu = seconds.merge(uid + r.id(), new BigDecimal("0.37"), BigDecimal::add);
      return Optional.of(
          new Reading(
              "rack-" + r.id(),
              r.started(),
              Instant.now(),
              new TreeMap<>(Map.of("cpu-seconds", cpu)),
              Map.of("memory-bytes", BigDecimal.valueOf(123_456_789)),
              "racks"));
    }
  }
}
