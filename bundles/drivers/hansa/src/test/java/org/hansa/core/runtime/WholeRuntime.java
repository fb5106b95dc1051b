package org.hansa.core.runtime;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.apache.camel.RoutesBuilder;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Function;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.api.store.Store;
import org.hansa.core.driver.Driver;

/** The real runtime on real threads and clocks, outside OSGi. */
public final class WholeRuntime implements AutoCloseable {

  private final LiveRuntime runtime;

  public WholeRuntime(
      Store store,
      Gate gate,
      Path folder,
      List<Controller> controllers,
      List<Function> functions,
      Driver driver,
      RoutesBuilder routes) {
    runtime =
        new LiveRuntime(
            store,
            gate,
            folder,
            Partitions.Terms.of("test"),
            Threads.make(),
            InstantSource.system(),
            System::nanoTime,
            new SecureRandom());
    controllers.forEach(runtime::add);
    functions.forEach(runtime::add);
    runtime.add(driver);
    runtime.add("routes", routes);
    runtime.start();
  }

  public Planner planner() {
    return runtime.planner();
  }

  @Override
  public void close() {
    try {
      runtime.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("the runtime did not end", e);
    }
  }
}
