package org.hansa.core.isolation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.machine.SizeFacet;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle that asks the driver for the sizes of the machine that its own headers tell of. */
public final class AwayCaller implements BundleActivator {

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
            new TestOptions(
                header(context, "Test-Host"),
                Integer.parseInt(header(context, "Test-Port")),
                Optional.empty(),
                Optional.empty()),
            Map.of("password", header(context, "Test-Password")),
            Path.of("own"),
            digest -> Trial.artifact(),
            InstantSource.system(),
            timer,
            uid -> {});
    try (Session session = driver.open(opening)) {
      Deadline soon = Deadline.in(Duration.ofSeconds(60), System::nanoTime);
      return ((SizeFacet) session.facets().get(0)).all(soon).get(0).name();
    } finally {
      timer.shutdownNow();
    }
  }

  private static String header(BundleContext context, String name) {
    return context.getBundle().getHeaders("").get(name);
  }

  @Override
  public void stop(BundleContext context) {}
}
