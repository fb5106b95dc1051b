package org.hansa.core.extensions;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Does not start. */
public final class Breaks implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    throw new IllegalStateException("no licence");
  }

  @Override
  public void stop(BundleContext context) {
    // It never started.
  }
}
