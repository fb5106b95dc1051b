package org.hansa.core.runtime;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.RoutesBuilder;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Figures;
import org.hansa.core.api.Readiness;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Function;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.metrics.Measured;
import org.hansa.core.api.plan.Outlook;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.api.store.Store;
import org.hansa.core.driver.Driver;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** Tells the runtime of controllers, functions, drivers and routes as their bundles come and go. */
@Component(service = Readiness.class, immediate = true)
public final class RuntimeComponent implements Readiness {

  private final BundleContext bundles;
  private final LiveRuntime runtime;
  private final ServiceComponentRuntime components;
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

  @Activate
  public RuntimeComponent(
      BundleContext bundles,
      @Reference Store store,
      @Reference Gate gate,
      @Reference ServiceComponentRuntime components) {
    this.bundles = bundles;
    this.components = components;
    Path folder = Path.of(bundles.getProperty("hansa.state"), "drivers").toAbsolutePath();
    runtime =
        new LiveRuntime(
            store,
            gate,
            folder,
            Partitions.Terms.of(node(bundles)),
            Threads.make(),
            InstantSource.system(),
            System::nanoTime,
            new SecureRandom());
  }

  /** A name that is given must be unique; one that is made up is. */
  private static String node(BundleContext bundles) {
    return Optional.ofNullable(bundles.getProperty("hansa.node"))
        .filter(name -> !name.isBlank())
        .orElseGet(() -> "node-" + UUID.randomUUID());
  }

  @Activate
  void start() {
    runtime.drivers().failures(this::failed);
    runtime.start();
    runtime.watchThreads();
    register(Drivers.class, runtime.drivers());
    register(Planner.class, runtime.planner());
    register(Outlook.class, runtime.outlook());
    runtime.figures().forEach(f -> register(Figures.class, f));
    register(Measured.class, runtime.measured());
  }

  @Deactivate
  void stop() throws Exception {
    registrations.forEach(ServiceRegistration::unregister);
    runtime.stop();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeController")
  void addController(Controller controller) {
    runtime.add(controller);
  }

  void removeController(Controller controller) {
    runtime.remove(controller);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeFunction")
  void addFunction(Function function) {
    runtime.add(function);
  }

  void removeFunction(Function function) {
    runtime.remove(function);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeDriver")
  void addDriver(Driver driver, Map<String, Object> properties) {
    // Of one in a process of its own, what is registered here only stands for it.
    Object own = properties.get("hansa.bundle");
    Object id = own == null ? properties.get("service.bundleid") : own;
    String isolated = Boolean.TRUE.equals(properties.get("hansa.isolated")) ? " (isolated)" : "";
    runtime.add(driver, named(bundles.getBundle((Long) id)) + isolated);
  }

  private static String named(Bundle bundle) {
    return bundle == null ? "" : bundle.getSymbolicName() + " " + bundle.getVersion();
  }

  /** Components that would be drivers, had they not thrown when they were made. */
  private List<DefaultDrivers.Failed> failed() {
    return components.getComponentDescriptionDTOs().stream()
        .filter(each -> List.of(each.serviceInterfaces).contains(Driver.class.getName()))
        .flatMap(each -> components.getComponentConfigurationDTOs(each).stream())
        .filter(each -> each.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
        .map(
            each ->
                new DefaultDrivers.Failed(
                    each.description.implementationClass,
                    named(bundles.getBundle(each.description.bundle.id)),
                    each.failure.lines().findFirst().orElse("it could not be activated")))
        .toList();
  }

  void removeDriver(Driver driver) {
    runtime.remove(driver);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeRoutes")
  void addRoutes(RoutesBuilder routes, Map<String, Object> properties) {
    runtime.add(owner(properties), routes);
  }

  void removeRoutes(RoutesBuilder routes, Map<String, Object> properties) {
    runtime.remove(owner(properties), routes);
  }

  @Override
  public String part() {
    return "runtime";
  }

  @Override
  public Optional<String> trouble() {
    return runtime.trouble();
  }

  @Override
  public Optional<String> notice() {
    return runtime.notice();
  }

  private <T> void register(Class<T> type, T service) {
    registrations.add(bundles.registerService(type, service, FrameworkUtil.asDictionary(Map.of())));
  }

  /** By name, so that a bundle that is replaced takes its own place again. */
  private Object owner(Map<String, Object> properties) {
    Object id = properties.get("service.bundleid");
    Bundle bundle = bundles.getBundle((Long) id);
    return bundle == null ? id : bundle.getSymbolicName();
  }
}
