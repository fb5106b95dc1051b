package org.hansa.itests.simulation;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.hansa.core.api.Kinds;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.gate.DefaultGate;
import org.hansa.core.runtime.SimRuntime;
import org.hansa.core.store.MemoryStore;
import org.hansa.core.store.SimStore;
import org.hansa.orchestration.orchestrator.Orchestrator;
import org.hansa.orchestration.orchestrator.OrchestratorKinds;
import org.hansa.platform.connectivity.Connectivity;
import org.hansa.platform.connectivity.ConnectivityKinds;
import org.hansa.platform.multicloud.Multicloud;
import org.hansa.platform.multicloud.MulticloudKinds;
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
final class Node implements SimStore.Host {

  /** Whether a process still lives. */
  @FunctionalInterface
  interface Life {
    boolean alive();
  }

  private final Scheduler scheduler;
  private final Faults faults;
  private final Bug bug;
  private final Gate gate;
  private final SimRuntime runtime;
  private boolean alive = true;

  Node(
      Scheduler scheduler,
      Faults faults,
      Bug bug,
      MemoryStore shared,
      SimDriver driver,
      Path folder,
      Random random) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.bug = bug;
    SimStore store = new SimStore(shared, scheduler, this);
    DefaultGate real =
        new DefaultGate(
            store,
            folder,
            scheduler,
            () -> new UUID(random.nextLong(), random.nextLong()).toString(),
            new Seeded(random),
            1);
    List.<Kinds>of(
            new ResourcesKinds(),
            new OrchestratorKinds(),
            new MulticloudKinds(),
            new ConnectivityKinds(),
            new WdmKinds())
        .forEach(real::addKinds);
    gate = real;
    runtime =
        new SimRuntime(
            store,
            gate,
            folder.resolve("drivers"),
            new SimExecutor(scheduler, this::alive, false),
            new SimExecutor(scheduler, this::alive, true),
            new SimExecutor(scheduler, this::alive, false),
            scheduler,
            scheduler::nanos,
            random);
    List<Controller> controllers =
        List.of(
            new Hosts(),
            new Sites(),
            new Orchestrator(),
            new Multicloud(),
            new Wdm(),
            new Instances(),
            new Connectivity(),
            new Metering(),
            new Orphans(),
            new Forwards());
    controllers.forEach(real::controller);
    runtime.start(controllers, List.of(driver), new LifecycleRoutes());
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

  Gate gate() {
    return gate;
  }

  Planner planner() {
    return runtime.planner();
  }

  @Override
  public boolean alive() {
    return alive;
  }

  @Override
  public void die() {
    scheduler.say("node dies");
    alive = false;
  }

  @Override
  public SimStore.Fate fate() {
    int fault = faults.draw(25, 7);
    if (fault > 0) {
      scheduler.say("store: fault " + fault);
    }
    return switch (fault) {
      case 1, 2 -> SimStore.Fate.FAILS_BEFORE;
      case 3, 4 -> SimStore.Fate.FAILS_AFTER;
      case 5 -> SimStore.Fate.DIES_BEFORE;
      case 6 -> SimStore.Fate.DIES_AFTER;
      default -> SimStore.Fate.DONE;
    };
  }

  @Override
  public boolean loses(long revision) {
    return bug == Bug.WATCH_GAP && revision % 7 == 0;
  }

  @Override
  public Snapshot read(Snapshot newest) {
    return bug.read(newest);
  }

  @Override
  public void execute(Runnable work) {
    scheduler.add(this::alive, work, false);
  }
}
