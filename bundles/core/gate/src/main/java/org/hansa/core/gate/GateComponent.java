package org.hansa.core.gate;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import org.hansa.core.api.Kinds;
import org.hansa.core.api.Readiness;
import org.hansa.core.api.control.Action;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.RootKeys;
import org.hansa.core.api.store.Store;
import org.hansa.core.driver.Driver;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The gate in OSGi: there while the store is, and told what kinds, controllers, actions and drivers
 * are.
 */
@Component(
    service = {Gate.class, Readiness.class, RootKeys.class},
    immediate = true)
public final class GateComponent extends DefaultGate {

  @Activate
  public GateComponent(BundleContext context, @Reference Store store) {
    super(
        store,
        state(context),
        InstantSource.system(),
        () -> UUID.randomUUID().toString(),
        new SecureRandom(),
        Passwords.ITERATIONS);
  }

  private static Path state(BundleContext context) {
    String state = context.getProperty("hansa.state");
    if (state == null || state.isBlank()) {
      throw new IllegalStateException("the property hansa.state does not say where state lies");
    }
    return Path.of(state);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindKinds(Kinds kinds) {
    addKinds(kinds);
  }

  void unbindKinds(Kinds kinds) {
    removeKinds(kinds);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindController(Controller controller) {
    addController(controller);
  }

  void unbindController(Controller controller) {
    removeController(controller);
  }

  /** Those that the runtime has got: to get one runs a constructor that may not return. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = "(hansa.known=true)")
  void bindDriver(Driver driver) {
    addDriver(driver);
  }

  void unbindDriver(Driver driver) {
    removeDriver(driver);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindAction(Action action) {
    addAction(action);
  }

  void unbindAction(Action action) {
    removeAction(action);
  }

  @Deactivate
  void deactivate() {
    end();
  }
}
