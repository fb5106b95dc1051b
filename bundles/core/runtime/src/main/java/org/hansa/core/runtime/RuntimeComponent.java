package org.hansa.core.runtime;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.RoutesBuilder;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Figures;
import org.hansa.core.api.Readiness;
import org.hansa.core.api.control.Action;
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
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/**
 * Tells the runtime of controllers, functions, actions, drivers and routes as their bundles come
 * and go.
 */
@Component(service = Readiness.class, immediate = true)
public final class RuntimeComponent implements Readiness {

  /** A driver that the runtime has got from its bundle, for whoever wants those that work. */
  private static final String KNOWN = "hansa.known";

  private final BundleContext bundles;
  private final LiveRuntime runtime;
  private final ServiceComponentRuntime components;
  private final Arrivals<ServiceReference<Driver>> arrivals;
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
    Threads threads = Threads.make();
    runtime =
        new LiveRuntime(
            store,
            gate,
            folder,
            Partitions.Terms.of(node(bundles)),
            threads,
            InstantSource.system(),
            System::nanoTime,
            new SecureRandom());
    arrivals = new Arrivals<>(threads.openers(), Arrivals.PATIENCE, System::nanoTime, this::take);
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
    register(Action.class, runtime.verifying());
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
      unbind = "removeAction")
  void addAction(Action action) {
    runtime.add(action);
  }

  void removeAction(Action action) {
    runtime.remove(action);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      service = Driver.class,
      target = "(!(" + KNOWN + "=true))",
      unbind = "removeDriver")
  void addDriver(ServiceReference<Driver> driver) {
    arrivals.come(driver, new Arrivals.Card(name(driver), bundle(driver)));
  }

  void removeDriver(ServiceReference<Driver> driver) {
    arrivals.go(driver);
  }

  /** On a thread of its own: the driver's constructor is run here. */
  private Runnable take(ServiceReference<Driver> reference) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader(reference.getBundle()));
    try {
      Driver driver = bundles.getService(reference);
      return driver == null ? () -> {} : known(reference, driver);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Others are given it only when it has said who it is. */
  private Runnable known(ServiceReference<Driver> reference, Driver driver) {
    Optional<ServiceRegistration<Driver>> registration =
        runtime.add(driver, name(reference), bundle(reference))
            ? Optional.of(
                bundles.registerService(
                    Driver.class, driver, FrameworkUtil.asDictionary(Map.of(KNOWN, true))))
            : Optional.empty();
    return () -> {
      registration.ifPresent(ServiceRegistration::unregister);
      runtime.remove(driver);
      bundles.ungetService(reference);
    };
  }

  private static ClassLoader loader(Bundle bundle) {
    BundleWiring wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
    return wiring == null ? RuntimeComponent.class.getClassLoader() : wiring.getClassLoader();
  }

  /** Of its code, as far as whoever registers it says that. */
  private String name(ServiceReference<Driver> driver) {
    return Stream.of("component.name", "hansa.driver")
        .flatMap(key -> Stream.ofNullable(driver.getProperty(key)))
        .map(Object::toString)
        .findFirst()
        .orElseGet(() -> bundle(driver));
  }

  private String bundle(ServiceReference<Driver> driver) {
    // Of one in a process of its own, what is registered here only stands for it.
    Object own = driver.getProperty("hansa.bundle");
    Object id = own == null ? driver.getProperty("service.bundleid") : own;
    boolean isolated = Boolean.TRUE.equals(driver.getProperty("hansa.isolated"));
    return named(bundles.getBundle((Long) id)) + (isolated ? " (isolated)" : "");
  }

  private static String named(Bundle bundle) {
    return bundle == null ? "" : bundle.getSymbolicName() + " " + bundle.getVersion();
  }

  /** Components that would be drivers, had they not thrown when they were made, or returned. */
  private List<DefaultDrivers.Failed> failed() {
    return Stream.concat(thrown(), arrivals.late().stream()).toList();
  }

  private Stream<DefaultDrivers.Failed> thrown() {
    return components.getComponentDescriptionDTOs().stream()
        .filter(each -> List.of(each.serviceInterfaces).contains(Driver.class.getName()))
        .flatMap(each -> components.getComponentConfigurationDTOs(each).stream())
        .filter(each -> each.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
        .map(
            each ->
                new DefaultDrivers.Failed(
                    each.description.implementationClass,
                    named(bundles.getBundle(each.description.bundle.id)),
                    cause(each.failure)));
  }

  /** The innermost of a stack: the outer ones only say that a constructor was called. */
  static String cause(String stack) {
    String before = "Caused by: ";
    return stack
        .lines()
        .filter(line -> line.startsWith(before))
        .reduce((outer, inner) -> inner)
        .map(line -> line.substring(before.length()))
        .or(() -> stack.lines().findFirst())
        .orElse("it could not be activated");
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
