package org.hansa.core.extensions;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Does not return from its start as long as the framework lives, whoever interrupts it. */
public final class Hangs implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    while (context.getBundle(0).getState() == Bundle.ACTIVE) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  @Override
  public void stop(BundleContext context) {
    // It never started.
  }
}
