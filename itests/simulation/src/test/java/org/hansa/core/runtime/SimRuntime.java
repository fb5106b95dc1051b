package org.hansa.core.runtime;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.camel.RoutesBuilder;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.api.store.Store;
import org.hansa.core.driver.Driver;

/** The real runtime, on threads and clocks that a simulation gives it. */
public final class SimRuntime {

  /** Whose routes they are. */
  public static final String ROUTES = "routes";

  private final LiveRuntime runtime;

  public SimRuntime(
      Store store,
      Gate gate,
      Path folder,
      String node,
      ExecutorService steppers,
      ExecutorService callers,
      ScheduledExecutorService timer,
      ScheduledExecutorService leases,
      InstantSource clock,
      LongSupplier nanos,
      RandomGenerator random) {
    runtime =
        new LiveRuntime(
            store,
            gate,
            folder,
            Partitions.Terms.of(node),
            new Threads(
                steppers,
                callers,
                timer,
                timer,
                leases,
                steppers,
                Runnable::run,
                steppers,
                () -> timer),
            clock,
            nanos,
            random);
  }

  public void start(List<Controller> controllers, List<Driver> drivers, RoutesBuilder routes) {
    controllers.forEach(runtime::add);
    drivers.forEach(runtime::add);
    runtime.add(ROUTES, routes);
    runtime.start();
  }

  public Planner planner() {
    return runtime.planner();
  }
}
