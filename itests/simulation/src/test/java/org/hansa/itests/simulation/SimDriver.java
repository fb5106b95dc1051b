package org.hansa.itests.simulation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Driver;
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
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.core.driver.workload.Reading;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;

/**
 * A driver as honest and as unlucky as real ones: a call may fail before or after its effect, hang,
 * answer late, leave an effect that shows only later, or list what was and not what is.
 */
final class SimDriver implements Driver {

  /** So that a list is read in several pages. */
  private static final int PAGE = 1;

  /** Just enough for all that people want at once: two places may well want the last of it. */
  private static final BigDecimal CPU = new BigDecimal("1.25");

  /** No options. */
  record Options() {}

  private final Outside outside;
  private final Faults faults;
  private final Wire wire;
  private final Bug bug;

  SimDriver(Outside outside, Faults faults, Wire wire, Bug bug) {
    this.outside = outside;
    this.faults = faults;
    this.wire = wire;
    this.bug = bug;
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
    String ours = opening.installation();
    List<Ability> facets =
        List.of(new Workloads(at, ours), new Forwards(at, ours), new Hosts(at), new Meters(at));
    return new Session() {
      @Override
      public List<Ability> facets() {
        return facets;
      }

      @Override
      public void close() {}
    };
  }

  private abstract class Objects<S extends Record, O extends Record> implements Facet<S, O> {
    private final String at;
    private final String ours;
    private List<Page.Item<O>> former = List.of();

    Objects(String at, String ours) {
      this.at = at;
      this.ours = ours;
    }

    Outside.Key key(String uid) {
      return new Outside.Key(at, name(), uid);
    }

    abstract Optional<O> stands(Outside.Key key);

    abstract void make(Outside.Key key, S spec);

    @Override
    public Duration settle() {
      return bug == Bug.DOUBLE_CREATE ? Duration.ZERO : Outside.SETTLE;
    }

    private Observed<O> seen(String uid) {
      return stands(key(uid)).map(Observed::settled).orElseGet(Observed::absent);
    }

    @Override
    public Observed<O> observe(String uid, Deadline deadline) {
      return wire.look(() -> seen(uid));
    }

    @Override
    public Observed<O> apply(String uid, S spec, Deadline deadline) {
      return wire.act("APPLY", key(uid), () -> make(key(uid), spec), () -> seen(uid));
    }

    @Override
    public Observed<O> remove(String uid, Deadline deadline) {
      return wire.act("REMOVE", key(uid), () -> outside.remove(key(uid)), () -> seen(uid));
    }

    /** Of this installation; by an index that lags: it leaves out, or shows what has gone. */
    private List<Page.Item<O>> listed(Happening lie) {
      List<Page.Item<O>> there =
          outside.keys().stream()
              .filter(k -> k.endpoint().equals(at) && k.facet().equals(name()))
              .filter(k -> outside.installation(k).equals(ours))
              .map(k -> new Page.Item<>(k.uid(), stands(k).orElseThrow()))
              .toList();
      List<Page.Item<O>> told = lie == Happening.LIST_SHOWS_WHAT_WAS ? former : there;
      former = there;
      return lie == Happening.LIST_OMITS
          ? told.stream().filter(i -> faults.amount(2) == 0).toList()
          : told;
    }

    @Override
    public List<Trial<S>> trials(Deadline deadline) {
      return List.of();
    }

    @Override
    public Page<O> list(Optional<String> cursor, int most, Deadline deadline) {
      return wire.look(() -> page(cursor.orElse(""), Math.min(most, PAGE)));
    }

    /** A page that repeats begins with the last of the one before. */
    private Page<O> page(String after, int most) {
      Happening lie =
          after.isEmpty()
              ? faults.draw(10, Happening.LIST_OMITS, Happening.LIST_SHOWS_WHAT_WAS)
              : faults.draw(4, Happening.LIST_OMITS, Happening.LIST_REPEATS);
      int from = lie == Happening.LIST_REPEATS ? 0 : 1;
      List<Page.Item<O>> rest =
          listed(lie).stream().filter(i -> i.uid().compareTo(after) >= from).toList();
      return rest.size() <= most
          ? Page.last(rest)
          : new Page<>(rest.subList(0, most), Optional.of(rest.get(most - 1).uid()));
    }
  }

  private final class Workloads extends Objects<WorkloadSpec, WorkloadState>
      implements WorkloadFacet {
    Workloads(String at, String ours) {
      super(at, ours);
    }

    @Override
    Optional<WorkloadState> stands(Outside.Key key) {
      return outside.workload(key);
    }

    @Override
    void make(Outside.Key key, WorkloadSpec spec) {
      if (bug == Bug.CHANGE_SWALLOWED && outside.has(key)) {
        return;
      }
      outside.run(key, Doc.of(spec).digest(), spec.env().getOrDefault("V", ""));
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
    Forwards(String at, String ours) {
      super(at, ours);
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
    public List<HostState> all(Deadline deadline) {
      return wire.look(
          () ->
              List.of(
                  new HostState(
                      "one",
                      Map.of("cpu", CPU, "memory", new BigDecimal(4L << 30)),
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
      return wire.read(new Outside.Key(at, WorkloadFacet.NAME, uid));
    }
  }
}
