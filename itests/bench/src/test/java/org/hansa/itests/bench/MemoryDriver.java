package org.hansa.itests.bench;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.hansa.core.api.Doc;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Facet;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.ForwardFacet;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.core.driver.workload.ForwardState;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.HostState;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;

/**
 * Hosts of memory alone: every call is answered at once, unless it is to take a while, and nothing
 * fails. The next version finds what the former has made.
 */
final class MemoryDriver implements Driver {

  private static final int PAGE = 1000;

  /** No options. */
  record Options() {}

  private final int version;
  private final Duration takes;
  private final Map<String, WorkloadState> workloads;
  private final Map<String, String> homes;
  private final Map<String, ForwardState> forwards;
  private final Map<String, Consumer<String>> hints = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger underway = new AtomicInteger();

  /** Told, with the time of {@link System#nanoTime}, what is made. */
  private volatile BiConsumer<String, Long> made = (uid, at) -> {};

  MemoryDriver() {
    this(Duration.ZERO);
  }

  /**
   * @param takes what makes or removes something
   */
  MemoryDriver(Duration takes) {
    this(1, takes, new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
  }

  private MemoryDriver(
      int version,
      Duration takes,
      Map<String, WorkloadState> workloads,
      Map<String, String> homes,
      Map<String, ForwardState> forwards) {
    this.version = version;
    this.takes = takes;
    this.workloads = workloads;
    this.homes = homes;
    this.forwards = forwards;
  }

  /** The next version, over the same hosts. */
  MemoryDriver next() {
    return new MemoryDriver(version + 1, takes, workloads, homes, forwards);
  }

  /** Sessions of this version. */
  int open() {
    return open.get();
  }

  /** How many calls of this version that change something have not come back. */
  int underway() {
    return underway.get();
  }

  private void work() {
    underway.incrementAndGet();
    try {
      TimeUnit.NANOSECONDS.sleep(takes.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DriverException(DriverException.Reason.UNAVAILABLE, "it was interrupted", e);
    } finally {
      underway.decrementAndGet();
    }
  }

  void onMade(BiConsumer<String, Long> listener) {
    made = listener;
  }

  /** Some workload ceases to be there, and its driver notices. */
  void lose(String uid) {
    workloads.remove(uid);
    hints.get(homes.get(uid)).accept(uid);
  }

  List<String> running() {
    return List.copyOf(workloads.keySet());
  }

  /** How many objects there are, of all facets. */
  int held() {
    return workloads.size() + forwards.size();
  }

  @Override
  public String id() {
    return "memory";
  }

  @Override
  public String version() {
    return Integer.toString(version);
  }

  @Override
  public Class<? extends Record> options() {
    return Options.class;
  }

  @Override
  public boolean simulated() {
    return true;
  }

  @Override
  public Session open(Opening opening) {
    String at = opening.endpoint();
    hints.put(at, opening.hint());
    open.incrementAndGet();
    return Session.of(
        List.of(new Workloads(at), new Forwards(at), new Hosts(at)), open::decrementAndGet);
  }

  private abstract class Held<S extends Record, O extends Record> implements Facet<S, O> {
    private final Map<String, O> objects;

    Held(Map<String, O> objects) {
      this.objects = objects;
    }

    abstract boolean isHere(String uid);

    @Override
    public Duration settle() {
      return java.time.Duration.ofSeconds(1);
    }

    @Override
    public Observed<O> observe(String uid, Deadline deadline) {
      return Optional.ofNullable(objects.get(uid))
          .map(Observed::settled)
          .orElseGet(Observed::absent);
    }

    @Override
    public Observed<O> remove(String uid, Deadline deadline) {
      work();
      objects.remove(uid);
      return Observed.absent();
    }

    @Override
    public List<Trial<S>> trials(Deadline deadline) {
      return List.of();
    }

    @Override
    public Page<O> list(Optional<String> cursor, int most, Deadline deadline) {
      int size = Math.min(most, PAGE);
      List<Page.Item<O>> all =
          objects.entrySet().stream()
              .filter(e -> isHere(e.getKey()))
              .filter(e -> cursor.filter(c -> e.getKey().compareTo(c) <= 0).isEmpty())
              .sorted(Map.Entry.comparingByKey())
              .limit(size)
              .map(e -> new Page.Item<>(e.getKey(), e.getValue()))
              .toList();
      return all.size() < size
          ? Page.last(all)
          : new Page<>(all, Optional.of(all.get(size - 1).uid()));
    }
  }

  private final class Workloads extends Held<WorkloadSpec, WorkloadState> implements WorkloadFacet {
    private final String at;

    Workloads(String at) {
      super(workloads);
      this.at = at;
    }

    @Override
    boolean isHere(String uid) {
      return at.equals(homes.get(uid));
    }

    @Override
    public Observed<WorkloadState> apply(String uid, WorkloadSpec spec, Deadline deadline) {
      work();
      WorkloadState next =
          new WorkloadState(
              WorkloadState.Phase.RUNNING,
              Doc.of(spec).digest(),
              true,
              Optional.of("run-" + uid),
              Optional.of(Instant.now()),
              Optional.empty(),
              Map.of());
      homes.put(uid, at);
      workloads.put(uid, next);
      made.accept(uid, System.nanoTime());
      return Observed.settled(next);
    }

    @Override
    public WorkloadState expect(WorkloadSpec spec) {
      return new WorkloadState(
          WorkloadState.Phase.RUNNING,
          Doc.of(spec).digest(),
          true,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of());
    }

    @Override
    public List<String> logs(String uid, int most, Deadline deadline) {
      return List.of();
    }
  }

  private final class Forwards extends Held<ForwardSpec, ForwardState> implements ForwardFacet {
    private final String at;

    Forwards(String at) {
      super(forwards);
      this.at = at;
    }

    @Override
    boolean isHere(String uid) {
      return at.equals(homes.get(uid));
    }

    @Override
    public Observed<ForwardState> apply(String uid, ForwardSpec spec, Deadline deadline) {
      work();
      homes.put(uid, at);
      forwards.put(uid, expect(spec));
      return Observed.settled(expect(spec));
    }

    @Override
    public ForwardState expect(ForwardSpec spec) {
      return new ForwardState(spec.port(), spec.targets(), true);
    }
  }

  private record Hosts(String at) implements HostFacet {
    @Override
    public List<HostState> all(Deadline deadline) {
      return List.of(
          new HostState(
              "one",
              Map.of("cpu", new BigDecimal(100_000), "memory", new BigDecimal(100_000L << 30)),
              Map.of("os", "linux"),
              List.of("process"),
              at + ".example",
              2_000,
              60_000,
              List.of()));
    }
  }
}
