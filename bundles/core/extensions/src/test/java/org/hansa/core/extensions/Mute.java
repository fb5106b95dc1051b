package org.hansa.core.extensions;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** Offers a driver that cannot be made. */
public final class Mute implements BundleActivator, ServiceFactory<Object> {

  @Override
  public void start(BundleContext context) {
    context.registerService("org.hansa.core.driver.Driver", this, null);
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes back what it offers.
  }

  @Override
  public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
    throw new IllegalStateException("its constructor throws");
  }

  @Override
  public void ungetService(
      Bundle bundle, ServiceRegistration<Object> registration, Object service) {
    // There is none.
  }
}
