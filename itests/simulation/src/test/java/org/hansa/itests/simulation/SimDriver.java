package org.hansa.itests.simulation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.hansa.core.api.Doc;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Facet;
import org.hansa.core.driver.ForwardFacet;
import org.hansa.core.driver.ForwardSpec;
import org.hansa.core.driver.ForwardState;
import org.hansa.core.driver.HostFacet;
import org.hansa.core.driver.HostState;
import org.hansa.core.driver.MeterFacet;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Reading;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.WorkloadFacet;
import org.hansa.core.driver.WorkloadSpec;
import org.hansa.core.driver.WorkloadState;

/**
 * A driver as honest and as unlucky as real ones: a call may fail before or after its effect, hang,
 * answer late, leave an effect that shows only later, or list what was and not what is.
 */
final class SimDriver implements Driver {

  /** Asked just before each effect. */
  interface Guard {
    void effect(String verb, Outside.Key key);
  }

  private static final Duration LONG = Duration.ofSeconds(40);

  /** Few, so that a list is read in several pages. */
  private static final int PAGE = 2;

  /** No options. */
  record Options() {}

  private final Outside outside;
  private final Scheduler scheduler;
  private final Faults faults;
  private final Guard guard;
  private final Duration settle;

  /**
   * @param settle what it promises; the truth is {@link Outside#SETTLE}
   */
  SimDriver(Outside outside, Scheduler scheduler, Faults faults, Guard guard, Duration settle) {
    this.outside = outside;
    this.scheduler = scheduler;
    this.faults = faults;
    this.guard = guard;
    this.settle = settle;
  }

  @Override
  public String id() {
    return "simulated";
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
  public boolean simulated() {
    return true;
  }

  @Override
  public Session open(Opening opening) {
    String at = opening.endpoint();
    List<Ability> facets =
        List.of(new Workloads(at), new Forwards(at), new Hosts(at), new Meters(at));
    return new Session() {
      @Override
      public List<Ability> facets() {
        return facets;
      }

      @Override
      public void close() {}
    };
  }

  private <T> T look(Supplier<T> answer) {
    int fault = faults.draw(12, 3);
    if (fault > 0) {
      scheduler.say("driver: look, fault " + fault);
    }
    switch (fault) {
      case 0 -> pause(Duration.ofMillis(1 + faults.amount(20)));
      case 1 -> pause(LONG);
      default -> throw new DriverException(Reason.UNAVAILABLE, "connection refused");
    }
    return answer.get();
  }

  private <T> T act(String verb, Outside.Key key, Runnable effect, Supplier<T> answer) {
    guard.effect(verb, key);
    int fault = faults.draw(6, 6);
    scheduler.say("driver: " + verb + " " + key + " fault " + fault);
    switch (fault) {
      case 0 -> {
        // The request is out: it is carried out whatever becomes of the process.
        Duration way = Duration.ofMillis(1 + faults.amount(200));
        outside.later(() -> true, key, way, effect);
        pause(way.plusMillis(1));
      }
      case 1 -> throw new DriverException(Reason.UNAVAILABLE, "connection refused");
      case 2 -> {
        effect.run();
        throw new DriverException(Reason.UNAVAILABLE, "connection reset");
      }
      case 3 -> {
        outside.later(() -> true, key, Duration.ofMillis(faults.amount(4_900)), effect);
        throw new DriverException(Reason.UNAVAILABLE, "connection reset");
      }
      case 4 -> {
        effect.run();
        pause(LONG);
      }
      case 5 -> pause(LONG);
      default -> throw new DriverException(Reason.EXHAUSTED, "too many requests");
    }
    return answer.get();
  }

  /** Waits as a driver does: an interrupt ends it. */
  private void pause(Duration time) {
    scheduler.park(time);
    if (Thread.currentThread().isInterrupted()) {
      throw new DriverException(Reason.UNAVAILABLE, "interrupted");
    }
  }

  private abstract class Objects<S extends Record, O extends Record> implements Facet<S, O> {
    private final String at;
    private List<Page.Item<O>> former = List.of();

    Objects(String at) {
      this.at = at;
    }

    Outside.Key key(String uid) {
      return new Outside.Key(at, name(), uid);
    }

    abstract Optional<O> stands(Outside.Key key);

    abstract void make(Outside.Key key, S spec);

    @Override
    public Duration settle() {
      return settle;
    }

    private Observed<O> seen(String uid) {
      return stands(key(uid)).map(Observed::settled).orElseGet(Observed::absent);
    }

    @Override
    public Observed<O> observe(String uid, Deadline deadline) {
      return look(() -> seen(uid));
    }

    @Override
    public Observed<O> apply(String uid, S spec, Deadline deadline) {
      return act("APPLY", key(uid), () -> make(key(uid), spec), () -> seen(uid));
    }

    @Override
    public Observed<O> remove(String uid, Deadline deadline) {
      return act("REMOVE", key(uid), () -> outside.remove(key(uid)), () -> seen(uid));
    }

    /** An index that lags: it leaves out what is there, or shows what has just gone. */
    private List<Page.Item<O>> listed() {
      List<Page.Item<O>> there =
          outside.keys().stream()
              .filter(k -> k.endpoint().equals(at) && k.facet().equals(name()))
              .map(k -> new Page.Item<>(k.uid(), stands(k).orElseThrow()))
              .toList();
      int lie = faults.draw(10, 2);
      List<Page.Item<O>> told = lie == 2 ? former : there;
      former = there;
      return lie == 1 ? told.stream().filter(i -> faults.amount(2) == 0).toList() : told;
    }

    @Override
    public Page<O> list(Optional<String> cursor, Deadline deadline) {
      return look(
          () -> {
            List<Page.Item<O>> rest =
                listed().stream()
                    .filter(i -> cursor.filter(c -> i.uid().compareTo(c) <= 0).isEmpty())
                    .toList();
            boolean last = rest.size() <= PAGE;
            return last
                ? Page.last(rest)
                : new Page<>(rest.subList(0, PAGE), Optional.of(rest.get(PAGE - 1).uid()));
          });
    }
  }

  private final class Workloads extends Objects<WorkloadSpec, WorkloadState>
      implements WorkloadFacet {
    Workloads(String at) {
      super(at);
    }

    @Override
    Optional<WorkloadState> stands(Outside.Key key) {
      return outside.workload(key);
    }

    @Override
    void make(Outside.Key key, WorkloadSpec spec) {
      outside.run(key, Doc.of(spec).digest());
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

  private final class Forwards extends Objects<ForwardSpec, ForwardState> implements ForwardFacet {
    Forwards(String at) {
      super(at);
    }

    @Override
    Optional<ForwardState> stands(Outside.Key key) {
      return outside.forwarded(key);
    }

    @Override
    void make(Outside.Key key, ForwardSpec spec) {
      outside.forward(key, spec);
    }

    @Override
    public ForwardState expect(ForwardSpec spec) {
      return new ForwardState(spec.port(), spec.targets(), true);
    }
  }

  private final class Hosts implements HostFacet {
    private final String at;

    Hosts(String at) {
      this.at = at;
    }

    @Override
    public List<HostState> hosts(Deadline deadline) {
      return look(
          () ->
              List.of(
                  new HostState(
                      "one",
                      Map.of("cpu", new BigDecimal(3), "memory", new BigDecimal(4L << 30)),
                      Map.of("os", "linux"),
                      List.of("process"),
                      at + ".example",
                      20_000,
                      20_050,
                      List.of())));
    }
  }

  private final class Meters implements MeterFacet {
    private final String at;

    Meters(String at) {
      this.at = at;
    }

    @Override
    public Optional<Reading> read(String uid, Deadline deadline) {
      return look(() -> outside.read(new Outside.Key(at, WorkloadFacet.NAME, uid)));
    }
  }
}
