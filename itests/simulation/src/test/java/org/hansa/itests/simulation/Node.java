package org.hansa.itests.simulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Kinds;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.api.store.Changed;
import org.hansa.core.gate.DefaultGate;
import org.hansa.core.runtime.SimRuntime;
import org.hansa.core.store.MemoryStore;
import org.hansa.core.store.SimHost;
import org.hansa.core.store.SimStore;
import org.hansa.orchestration.orchestrator.Orchestrator;
import org.hansa.orchestration.orchestrator.OrchestratorKinds;
import org.hansa.platform.connectivity.Connectivity;
import org.hansa.platform.connectivity.ConnectivityKinds;
import org.hansa.platform.multicloud.Multicloud;
import org.hansa.platform.multicloud.MulticloudKinds;
import org.hansa.platform.multicloud.Optimizer;
import org.hansa.platform.resources.Hosts;
import org.hansa.platform.resources.ResourcesKinds;
import org.hansa.platform.resources.Sites;
import org.hansa.platform.wdm.Instances;
import org.hansa.platform.wdm.Wdm;
import org.hansa.platform.wdm.WdmKinds;
import org.hansa.platform.workloads.Forwards;
import org.hansa.platform.workloads.Metering;
import org.hansa.platform.workloads.Orphans;
import org.hansa.routes.lifecycle.LifecycleRoutes;

/**
 * One process of Hansa from start to death: the real gate, runtime, controllers and routes. Nothing
 * of it is left when it dies but what the store and the outside have.
 */
final class Node implements SimHost, Life {

  /** What keeps a node from its database waits this long before it asks again. */
  private static final Duration AGAIN = Duration.ofMillis(300);

  /** All at once: kinds are kept in one transaction. */
  private static final List<Kind> KINDS =
      Stream.<Kinds>of(
              new ResourcesKinds(),
              new OrchestratorKinds(),
              new MulticloudKinds(),
              new ConnectivityKinds(),
              new WdmKinds(),
              () -> List.of(Librarians.KIND))
          .flatMap(kinds -> kinds.kinds().stream())
          .toList();

  private final Scheduler scheduler;
  private final Faults faults;
  private final Bug bug;
  private final Gate gate;
  private final SimRuntime runtime;
  private final Machine machine;
  private final Mishaps mishaps;
  private final String name;
  private final SimStore store;
  private final MemoryStore shared;
  private boolean alive = true;
  private boolean paused;
  private Instant asked = Instant.MIN;
  private Instant leased = Instant.MIN;
  private long lapses;

  Node(
      Machine machine,
      String name,
      Scheduler scheduler,
      Faults faults,
      Bug bug,
      MemoryStore shared,
      SimDriver driver,
      Partner partner,
      Path folder,
      Random random) {
    this.machine = machine;
    this.name = name;
    this.scheduler = scheduler;
    this.faults = faults;
    this.bug = bug;
    this.shared = shared;
    mishaps = new Mishaps(name, scheduler, faults);
    store = new SimStore(shared, machine, this);
    DefaultGate real =
        new DefaultGate(
            store,
            folder,
            machine,
            () -> new UUID(random.nextLong(), random.nextLong()).toString(),
            new Seeded(random),
            1);
    real.addKinds(() -> KINDS);
    gate = bug.spoilsRequests() ? careless(real) : real;
    runtime =
        new SimRuntime(
            store,
            gate,
            folder.resolve("drivers"),
            name,
            new SimExecutor(scheduler, this, mishaps::mayHang),
            new SimExecutor(scheduler, this, () -> true),
            new SimExecutor(scheduler, this, () -> false),
            new SimExecutor(scheduler, this, mishaps::leaseMayHang),
            machine,
            scheduler::nanos,
            random);
    List<Controller> controllers =
        Stream.of(
                new Hosts(),
                new Sites(),
                new Orchestrator(),
                new Multicloud(),
                new Optimizer(),
                new Wdm(),
                new Instances(),
                new Connectivity(),
                new Metering(),
                new Orphans(),
                new Forwards())
            .filter(bug::runs)
            .toList();
    controllers.forEach(real::controller);
    runtime.start(
        controllers,
        List.of(driver),
        new Routes(List.of(new LifecycleRoutes(), new PartnerRoutes(this, partner, faults, bug))));
  }

  /** Random as the seed says, so that a run can be repeated. */
  private static final class Seeded extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final transient Random from;

    Seeded(Random from) {
      this.from = from;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      from.nextBytes(bytes);
    }
  }

  private Gate careless(Gate real) {
    return (Gate)
        Proxy.newProxyInstance(
            Gate.class.getClassLoader(),
            new Class<?>[] {Gate.class},
            (proxy, method, arguments) -> {
              try {
                return switch (method.getName()) {
                  case "submit" ->
                      bug.drops((Request) arguments[0])
                          ? store.snapshot()
                          : real.submit(asked(arguments[0]));
                  case "submitAll" ->
                      real.submitAll(((List<?>) arguments[0]).stream().map(this::asked).toList());
                  default -> method.invoke(real, arguments);
                };
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Request asked(Object request) {
    return bug.asked((Request) request, store.snapshot().revision());
  }

  /** Its newest transaction that was answered. */
  SimStore.Made made() {
    return store.made();
  }

  Gate gate() {
    return gate;
  }

  Planner planner() {
    return bug == Bug.OUTDATED_PLAN_APPLIED ? hasty(runtime.planner()) : runtime.planner();
  }

  /** It applies what a stored plan's user wanted, whatever the plan had said. */
  private Planner hasty(Planner real) {
    return (Planner)
        Proxy.newProxyInstance(
            Planner.class.getClassLoader(),
            new Class<?>[] {Planner.class},
            (proxy, method, arguments) -> {
              try {
                if (!method.getName().equals("apply") || !(arguments[3] instanceof Ref plan)) {
                  return method.invoke(real, arguments);
                }
                Resource stored =
                    store.snapshot().get(plan).orElseThrow(() -> Problem.notFound(plan));
                real.apply(Users.ROOT, Users.DOOR, "test", Bug.wanted(stored));
                return stored;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public boolean alive() {
    return alive;
  }

  @Override
  public void die() {
    scheduler.say(name + " dies");
    alive = false;
    machine.died();
    if (bug == Bug.ACKNOWLEDGED_TOO_SOON) {
      shared.loseNewest();
    }
  }

  /** It stands still, for instance while its machine is moved. */
  void pause(Duration time) {
    if (!paused) {
      scheduler.say(name + " is paused for " + time);
      paused = true;
      scheduler.add(() -> true, this::wake, time);
    }
  }

  void wake() {
    paused = false;
  }

  @Override
  public boolean paused() {
    return paused;
  }

  @Override
  public String node() {
    return name;
  }

  @Override
  public boolean isCut() {
    return machine.isCut();
  }

  @Override
  public void later(Runnable work) {
    scheduler.add(this, work, AGAIN);
  }

  @Override
  public SimStore.Fate fate() {
    return mishaps.write();
  }

  @Override
  public SimStore.Fate leaseFate() {
    asked = scheduler.real();
    return mishaps.lease();
  }

  @Override
  public void renewed(Duration ttl) {
    lapses += scheduler.real().isBefore(leased) ? 0 : 1;
    leased = asked.plus(ttl);
  }

  /** How often it has acted on nothing for a while, as it was not sure of its leases. */
  long lapses() {
    return lapses;
  }

  @Override
  public void hang() {
    mishaps.hang();
  }

  @Override
  public String installation() {
    return bug == Bug.ANOTHERS_SWEPT ? Outside.ANOTHER : SimStore.INSTALLATION;
  }

  @Override
  public int times(long revision) {
    return bug.seen(revision);
  }

  /** As a door does for whoever watches. */
  void watch(long from, Consumer<List<Changed>> sink) {
    var unused = store.watch(from, sink);
  }

  /** For a person who follows one seed. */
  void say(Supplier<String> what) {
    scheduler.say(() -> name + ": " + what.get());
  }

  /** The revision of what it lists. */
  long listed() {
    return store.snapshot().revision();
  }

  @Override
  public Snapshot read(Snapshot newest) {
    return bug.read(newest);
  }

  /**
   * What others commit comes late now and then, and then often after a lease may have passed on.
   */
  @Override
  public void execute(Runnable work) {
    if (faults.draw(5, Happening.COMMIT_SEEN_LATE) != Happening.NOTHING) {
      int most = faults.amount(2) == 0 ? 15_000 : 2_000;
      scheduler.add(this, work, Duration.ofMillis(faults.amount(most)));
    } else {
      scheduler.add(this, work, false);
    }
  }
}
