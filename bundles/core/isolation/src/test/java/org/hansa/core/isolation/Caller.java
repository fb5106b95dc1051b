package org.hansa.core.isolation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle that calls the driver inside the framework, as the runtime does. */
public final class Caller implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    Supplier<String> calls = () -> call(context);
    var unused = context.registerService(Supplier.class, calls, null);
  }

  private static String call(BundleContext context) {
    Driver driver = context.getService(context.getServiceReference(Driver.class));
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    Opening opening =
        new Opening(
            "installation",
            "endpoint",
            TestOptions.SOME,
            Map.of(),
            Path.of("own"),
            digest -> Trial.artifact(),
            InstantSource.system(),
            timer,
            uid -> {});
    try (Session session = driver.open(opening)) {
      WorkloadFacet workloads = (WorkloadFacet) session.facets().get(0);
      Deadline soon = Deadline.in(Duration.ofSeconds(30), System::nanoTime);
      return driver.id()
          + " "
          + workloads.apply("u", Troubles.spec("x"), soon).state().isPresent()
          + " "
          + workloads.logs("content:" + Trial.ARTIFACT, 1, soon)
          + " "
          + workloads.logs("pid", 1, soon).get(0)
          + " "
          + workloads.logs("logger", 1, soon)
          + " "
          + driver.options().getClassLoader();
    } finally {
      timer.shutdownNow();
    }
  }

  @Override
  public void stop(BundleContext context) {}
}
