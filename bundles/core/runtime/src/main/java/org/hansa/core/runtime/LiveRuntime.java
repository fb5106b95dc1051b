package org.hansa.core.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.camel.RoutesBuilder;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Figures;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Action;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Function;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.metrics.Measured;
import org.hansa.core.api.plan.Outlook;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Leases;
import org.hansa.core.api.store.Store;
import org.hansa.core.driver.Driver;
import org.hansa.core.runtime.delivery.Delivery;
import org.hansa.core.runtime.delivery.Outlets;
import org.hansa.core.runtime.delivery.Urgency;

/**
 * The runtime, put together without OSGi: controllers, functions, drivers and routes come and go,
 * in any order. Started once and stopped once. Thread-safe.
 */
final class LiveRuntime {

  private final Threads threads;
  private final Store store;
  private final Controllers controllers = new Controllers();
  private final Freshness freshness;
  private final String node;
  private final Sessions sessions;
  private final Measures measures;
  private final Partitions partitions;
  private final Tickets tickets;
  private final Running running;
  private final DefaultDrivers drivers;
  private final Calls calls;
  private final Settling settling;
  private final Functions functions;
  private final EndpointKeeper keeper;
  private final OperationKeeper operations;
  private final Delivery delivery;
  private final DefaultPlanner planner;
  private AutoCloseable watching = () -> {};

  /**
   * @param folder where drivers keep what survives restarts
   * @param terms as which node it acts, and how long its leases stand
   * @param nanos as {@link System#nanoTime}: time that nobody can set
   */
  LiveRuntime(
      Store store,
      Gate gate,
      Path folder,
      Partitions.Terms terms,
      Threads threads,
      InstantSource clock,
      LongSupplier nanos,
      RandomGenerator random) {
    this.threads = threads;
    node = terms.node();
    this.store = store;
    sessions =
        new Sessions(store, gate, folder, clock, threads.errands(), threads.openers(), this::hint);
    measures = new Measures(nanos);
    freshness = new Freshness(nanos);
    partitions =
        new Partitions(
            store.leases(),
            terms,
            later(threads.leases()),
            later(threads.timer()),
            nanos,
            new Moves());
    tickets = new Tickets(nanos, w -> wake(w.controller(), w.ref(), Urgency.CALLED));
    running = new Running(this::driver, threads::spare, this::leaks, this::endpointsChanged);
    drivers =
        new DefaultDrivers(
            store,
            sessions,
            running,
            new Verifications(store, sessions, node, threads.timer(), threads.askers(), nanos));
    calls =
        new Calls(
            tickets,
            sessions,
            threads.callers(),
            threads.timer(),
            threads.steppers(),
            partitions::holds,
            measures,
            running);
    settling = new Settling(nanos);
    Completion completion =
        new Completion(
            store, gate, calls, freshness, new MeterBook(store), settling, this::answered);
    Steps steps =
        new Steps(
            store,
            gate,
            controllers,
            tickets,
            running,
            freshness,
            completion,
            partitions,
            measures);
    Outlets outlets =
        new Outlets(gate, new FollowerBook(store, gate, partitions), threads.followers());
    delivery =
        new Delivery(
            store, steps, outlets, threads.steppers(), threads.timer(), clock, nanos, random);
    measures.also(delivery, partitions, running, tickets);
    keeper =
        new EndpointKeeper(
            store,
            gate,
            sessions,
            partitions,
            e -> drivers.quarantine(e.spec().as(Endpoint.Spec.class)),
            threads.openers(),
            nanos,
            threads.keeper());
    operations =
        new OperationKeeper(store, gate, partitions, node, threads.openers(), threads.keeper());
    functions = new Functions(sessions, threads.askers(), nanos);
    planner = new DefaultPlanner(store, gate, controllers, delivery, sessions, functions, clock);
  }

  void start() {
    watching = store.watch(store.snapshot().revision(), this::changed);
    delivery.start();
    partitions.start();
  }

  /** A sink of the store's changes; quick. */
  private void changed(List<Changed> changes) {
    keeper.changed(changes);
    operations.changed(changes);
    if (changes.stream().anyMatch(c -> c.resource().ref().equals(Installation.SELF))) {
      // A hold on everything may have gone: all that waited for it goes on.
      delivery.list(partitions::mine);
      keeper.lookAtAll();
    }
  }

  /** Work comes from other nodes and goes to them. */
  private final class Moves implements Partitions.Listener {

    @Override
    public void lost(Set<Integer> moved) {
      calls.cut(moved);
      operations.lost(moved);
      freshness.forget(moved);
      settling.forget(moved);
    }

    @Override
    public void gained(Set<Integer> moved) {
      delivery.list(ref -> moved.contains(Leases.partition(ref)));
      keeper.lookAtAll();
      operations.lookAtAll();
    }
  }

  DefaultDrivers drivers() {
    return drivers;
  }

  /** Every ten seconds: so long may a driver go on that begins more threads than it may have. */
  void watchThreads() {
    var unused =
        threads
            .keeper()
            .scheduleWithFixedDelay(
                () -> {
                  if (sessions.threads().count()) {
                    keeper.lookAtAll();
                  }
                },
                10,
                10,
                TimeUnit.SECONDS);
  }

  private Optional<String> leaks(String driver) {
    boolean over =
        sessions.drivers().all().stream()
            .filter(each -> each.name().equals(driver))
            .map(each -> each.what().getClass().getClassLoader())
            .anyMatch(sessions.threads()::isOver);
    String text =
        "driver '"
            + driver
            + "' is quarantined, it has begun more threads that have not ended than the "
            + DriverThreads.BUDGET
            + " of a driver and the "
            + DriverThreads.BUDGET_OF_A_SESSION
            + " of each endpoint: replace or restart its bundle";
    return Optional.of(text).filter(t -> over);
  }

  private void endpointsChanged() {
    if (!threads.keeper().isShutdown()) {
      keeper.lookAtAll();
    }
  }

  private String driver(Ref endpoint) {
    return store
        .snapshot()
        .get(endpoint)
        .map(e -> e.spec().as(Endpoint.Spec.class).driver())
        .orElse("");
  }

  /**
   * Calls under way are interrupted and waited for, ten seconds at most. If one has not come back
   * by then, what this node holds is not given up but runs out: another node must not begin while
   * this one may still be at it.
   */
  void stop() throws Exception {
    watching.close();
    operations.stop();
    threads.keeper().shutdownNow();
    delivery.stop();
    ExecutorService callers = threads.callers();
    callers.shutdown();
    calls.stop();
    threads.steppers().shutdown();
    threads.followers().shutdownNow();
    threads.askers().shutdownNow();
    // Both may take as long, at the same time.
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    boolean back = callers.awaitTermination(10, TimeUnit.SECONDS);
    if (operations.isQuiet(Duration.ofNanos(Math.max(0, end - System.nanoTime()))) && back) {
      partitions.leave();
    } else {
      partitions.rest();
    }
    threads.leases().shutdownNow();
    sessions.close();
    threads.timer().shutdownNow();
  }

  /** Registered by whoever has the services: so it comes back by {@link #add(Action)}. */
  Action verifying() {
    return new VerifyEndpoint(drivers.verifications());
  }

  Planner planner() {
    return planner;
  }

  Outlook outlook() {
    return new DefaultOutlook(store, controllers, freshness);
  }

  Measured measured() {
    return measures;
  }

  List<Figures> figures() {
    return List.of(
        new NodeRows(node, partitions, store),
        new QueueRows(delivery),
        new FollowerRows(delivery::followers),
        new EndpointRows(store, freshness, running, tickets));
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

  /** What is to be known of it though it is ready, or empty. */
  Optional<String> notice() {
    Optional<String> held =
        Holds.onAll(store.snapshot())
            .map(on -> "observe-only: nothing outside is changed while there is a hold on " + on);
    return Stream.concat(held.stream(), running.quarantines().stream())
        .reduce((one, other) -> one + "; " + other);
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

  void add(Action action) {
    operations.add(action);
  }

  void remove(Action action) {
    operations.remove(action);
  }

  void add(Driver driver) {
    boolean unused = add(driver, driver.getClass().getName(), "");
  }

  /**
   * False if it does not say who it is.
   *
   * @param name of its code
   * @param bundle whose it is
   */
  boolean add(Driver driver, String name, String bundle) {
    boolean known = drivers.add(driver, name, bundle);
    if (known) {
      endpointsChanged();
    }
    return known;
  }

  /** Returns when no call of the driver runs, ten seconds at most. */
  void remove(Driver driver) {
    drivers.remove(driver);
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

  private static Partitions.Later later(ScheduledExecutorService executor) {
    return (work, after) -> {
      if (!executor.isShutdown()) {
        var unused = executor.schedule(work, after.toNanos(), TimeUnit.NANOSECONDS);
      }
    };
  }

  private void hint(String uid) {
    freshness.stale(uid).forEach((controller, ref) -> wake(controller, ref, Urgency.OBSERVED));
  }

  private void answered(String controller, Ref ref) {
    wake(controller, ref, Urgency.ANSWERED);
  }

  private void wake(String controller, Ref ref, Urgency urgency) {
    delivery.wake(controller, ref, urgency);
  }
}
