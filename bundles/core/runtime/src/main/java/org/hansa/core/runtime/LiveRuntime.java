package org.hansa.core.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.camel.RoutesBuilder;
import org.hansa.core.api.Figures;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Function;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.api.store.Store;
import org.hansa.core.driver.Driver;
import org.hansa.core.runtime.delivery.Delivery;

/**
 * The runtime, put together without OSGi: controllers, functions, drivers and routes come and go,
 * in any order. Started once and stopped once. Thread-safe.
 */
final class LiveRuntime {

  private final Threads threads;
  private final Store store;
  private final Controllers controllers = new Controllers();
  private final Freshness freshness = new Freshness();
  private final Sessions sessions;
  private final Functions functions;
  private final EndpointKeeper keeper;
  private final Delivery delivery;
  private final DefaultPlanner planner;
  private AutoCloseable watching = () -> {};

  /**
   * @param folder where drivers keep what survives restarts
   * @param nanos as {@link System#nanoTime}: time that nobody can set
   */
  LiveRuntime(
      Store store,
      Gate gate,
      Path folder,
      Threads threads,
      InstantSource clock,
      LongSupplier nanos,
      RandomGenerator random) {
    this.threads = threads;
    this.store = store;
    sessions = new Sessions(store, gate, folder, clock, threads.timer(), this::hint);
    Calls calls = new Calls(sessions, threads.callers(), threads.timer(), clock);
    Completion completion =
        new Completion(
            store, gate, calls, freshness, new MeterBook(store), new Settling(nanos), this::wake);
    Steps steps = new Steps(store, gate, controllers, calls, freshness, completion);
    delivery = new Delivery(store, steps, threads.steppers(), threads.timer(), clock, random);
    keeper = new EndpointKeeper(store, gate, sessions, threads.keeper());
    functions = new Functions(sessions, clock);
    planner = new DefaultPlanner(store, gate, controllers, delivery, sessions, functions, clock);
  }

  void start() {
    watching = store.watch(store.snapshot().revision(), keeper::changed);
    keeper.lookAtAll();
    delivery.start();
  }

  /** Calls under way are waited for, ten seconds at most; what is outside goes on by itself. */
  void stop() throws Exception {
    watching.close();
    threads.keeper().shutdownNow();
    delivery.stop();
    ExecutorService callers = threads.callers();
    callers.shutdown();
    threads.steppers().shutdown();
    callers.awaitTermination(10, TimeUnit.SECONDS);
    sessions.close();
    threads.timer().shutdownNow();
  }

  Planner planner() {
    return planner;
  }

  List<Figures> figures() {
    return List.of(new QueueRows(delivery), new EndpointRows(store, freshness));
  }

  /** Why it is not ready, or empty. */
  Optional<String> trouble() {
    List<String> refused =
        delivery.contexts().stream()
            .flatMap(c -> c.refused().stream().map(r -> c.bundle() + ": " + r))
            .toList();
    if (!refused.isEmpty()) {
      return Optional.of("routes were refused: " + refused);
    }
    return delivery.contexts().isEmpty()
        ? Optional.of("no routes are installed, so nothing is delivered to controllers")
        : Optional.empty();
  }

  void add(Controller controller) {
    controllers.add(controller);
    delivery.controllerArrived(controller.name());
  }

  void remove(Controller controller) {
    controllers.remove(controller);
  }

  void add(Function function) {
    functions.add(function);
  }

  void remove(Function function) {
    functions.remove(function);
  }

  void add(Driver driver) {
    sessions.add(driver);
    keeper.lookAtAll();
  }

  /** Returns when no call of the driver runs, ten seconds at most. */
  void remove(Driver driver) {
    sessions.remove(driver);
    if (!threads.keeper().isShutdown()) {
      keeper.lookAtAll();
    }
  }

  void add(Object owner, RoutesBuilder routes) {
    delivery.addRoutes(owner, routes);
  }

  void remove(Object owner, RoutesBuilder routes) {
    delivery.removeRoutes(owner, routes);
  }

  private void hint(String uid) {
    freshness.stale(uid).forEach((controller, ref) -> wake(controller, ref, Duration.ZERO));
  }

  private void wake(String controller, Ref ref, Duration after) {
    delivery.wake(controller, ref, after);
  }
}
