package org.hansa.core.extensions;

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Offers what it is while it runs. */
public final class Works implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    context.registerService(
        Runnable.class,
        () -> {},
        FrameworkUtil.asDictionary(Map.of("version", context.getBundle().getVersion().toString())));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes the service back.
  }
}
