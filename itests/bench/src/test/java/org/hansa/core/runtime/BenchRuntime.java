package org.hansa.core.runtime;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.RoutesBuilder;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.store.Store;
import org.hansa.core.driver.Driver;

/** The real runtime on real threads and clocks, outside OSGi. */
public final class BenchRuntime implements AutoCloseable {

  private final LiveRuntime runtime;
  private final List<Controller> controllers;

  public BenchRuntime(
      Store store,
      Gate gate,
      Path folder,
      List<Controller> controllers,
      Driver driver,
      RoutesBuilder routes) {
    this.controllers = controllers;
    runtime =
        new LiveRuntime(
            store,
            gate,
            folder,
            Partitions.Terms.of("bench"),
            Threads.make(),
            InstantSource.system(),
            System::nanoTime,
            new SecureRandom());
    controllers.forEach(runtime::add);
    runtime.add(driver);
    runtime.add("routes", routes);
    runtime.start();
  }

  /** As when its bundle begins. */
  public void add(Driver driver) {
    runtime.add(driver);
  }

  /** As when its bundle ends: returns when its calls have. */
  public void remove(Driver driver) {
    runtime.remove(driver);
  }

  /**
   * Every controller comes anew: each of its resources is stepped.
   *
   * @param as what comes in a controller's place, of the same name
   */
  public void resync(UnaryOperator<Controller> as) {
    controllers.forEach(c -> runtime.add(as.apply(c)));
  }

  public List<Controller> controllers() {
    return controllers;
  }

  /** What it has measured, of one family without labels or summed over them. */
  public double sum(String family, String suffix) {
    return runtime.measured().families().stream()
        .filter(f -> f.name().equals(family))
        .flatMap(f -> f.samples().stream())
        .filter(s -> s.suffix().equals(suffix))
        .mapToDouble(s -> s.value())
        .sum();
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
