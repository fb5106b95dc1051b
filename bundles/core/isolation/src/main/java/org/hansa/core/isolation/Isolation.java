package org.hansa.core.isolation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.Driver;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hosts the driver of each active bundle that is marked. */
public final class Isolation
    implements BundleActivator, BundleTrackerCustomizer<Optional<Hosting>> {

  private static final Logger LOG = LoggerFactory.getLogger(Isolation.class);

  private BundleContext context;
  private Threads threads;
  private BundleTracker<Optional<Hosting>> tracker;

  @Override
  public void start(BundleContext started) throws IOException {
    context = started;
    // Of a run that was killed.
    Folders.delete(root());
    threads = Threads.start();
    tracker = new BundleTracker<>(context, Bundle.ACTIVE, this);
    tracker.open();
  }

  @Override
  public void stop(BundleContext stopped) {
    tracker.close();
    threads.close();
  }

  private Path root() {
    return context.getDataFile("drivers").toPath();
  }

  @Override
  public Optional<Hosting> addingBundle(Bundle bundle, BundleEvent event) {
    if (bundle.getHeaders("").get(BundleCode.DRIVER) == null) {
      return null;
    }
    try {
      BundleCode code = BundleCode.of(bundle);
      Hosting hosting =
          new Hosting(
              code,
              root().resolve(bundle.getBundleId() + "-" + bundle.getLastModified()),
              Path.of(System.getProperty("java.home")),
              threads,
              Limits.USUAL,
              driver -> register(code, driver));
      hosting.begin();
      return Optional.of(hosting);
    } catch (IllegalArgumentException e) {
      LOG.error("no driver of {} {}", bundle.getSymbolicName(), bundle.getVersion(), e);
      return Optional.empty();
    }
  }

  private Runnable register(BundleCode code, Driver driver) {
    Map<String, Object> properties =
        Map.of(
            "hansa.isolated",
            true,
            "hansa.bundle",
            code.bundle().getBundleId(),
            "hansa.driver",
            code.driver());
    ServiceRegistration<Driver> registration =
        context.registerService(Driver.class, driver, FrameworkUtil.asDictionary(properties));
    return registration::unregister;
  }

  @Override
  public void modifiedBundle(Bundle bundle, BundleEvent event, Optional<Hosting> hosting) {
    // Active is the one state that is tracked.
  }

  @Override
  public void removedBundle(Bundle bundle, BundleEvent event, Optional<Hosting> hosting) {
    hosting.ifPresent(Hosting::end);
  }
}
