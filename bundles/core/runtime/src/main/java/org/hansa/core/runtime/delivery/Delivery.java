package org.hansa.core.runtime.delivery;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.camel.RoutesBuilder;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Store;

/**
 * Delivers changes to controllers along the routes: the one entry to this package. Thread-safe.
 *
 * <p>It starts once and stops once. Nothing queued is kept across a stop, because the next start
 * lists every resource again.
 */
public final class Delivery implements Subscriptions, Queues {

  private final Lines lines;
  private final Followings followings = new Followings();
  private final Feed feed;
  private final Contexts contexts;

  /**
   * @param outlets for routes that ask the gate or follow
   * @param executor the shared pool; it should queue rather than run in the caller, and is bounded
   *     by the routes' concurrency
   * @param scheduler only hands over to the pool, so one thread is enough; it should remove
   *     cancelled tasks
   * @param clock of the day
   * @param nanos as {@link System#nanoTime}: time that nobody can set
   * @param random for jitter
   */
  public Delivery(
      Store store,
      Stepper stepper,
      Outlets outlets,
      Executor executor,
      ScheduledExecutorService scheduler,
      InstantSource clock,
      LongSupplier nanos,
      RandomGenerator random) {
    Engine engine = new Engine(executor, scheduler, clock, nanos, random);
    Engine outside = new Engine(outlets.executor(), scheduler, clock, nanos, random);
    lines = new Lines(store);
    feed = new Feed(store, lines, engine, followings::wake);
    contexts =
        new Contexts(
            name ->
                new RouteContext(
                    name,
                    new ChangesComponent(lines, engine, stepper),
                    Map.of(
                        StepComponent.SCHEME,
                        new StepComponent(stepper),
                        GateComponent.SCHEME,
                        new GateComponent(outlets.gate(), name),
                        FollowComponent.SCHEME,
                        new FollowComponent(followings, outside, store, outlets, name))));
  }

  /** Follows the store and starts the routes added so far. A store that refuses is tried again. */
  public void start() {
    feed.start();
    contexts.start();
  }

  /** Stops all routes; what is in work ends before it returns, or is left after ten seconds. */
  public void stop() {
    feed.stop();
    contexts.stop();
  }

  /**
   * Adds routes. Those that break the rules, or cannot be made, are logged and shown by {@link
   * #contexts}; it does not fail.
   *
   * @param bundleKey whose routes they are: equal keys share a Camel context; its text names it
   */
  public void addRoutes(Object bundleKey, RoutesBuilder builder) {
    contexts.add(bundleKey, builder);
  }

  /** Stops the builder's routes; what is in work ends before it returns, as in {@link #stop}. */
  public void removeRoutes(Object bundleKey, RoutesBuilder builder) {
    contexts.remove(bundleKey, builder);
  }

  /** The bundles with routes, by name: what runs and what was refused. */
  public List<RouteFigures> contexts() {
    return contexts.figures();
  }

  /**
   * To be called when {@link Stepper#kindOf} knows a controller, new or returned: what was parked
   * goes on, and all of its resources are stepped.
   */
  public void controllerArrived(String name) {
    lines.arrived(name);
  }

  /** Wakes the resources of every controller that fit: nothing was queued of these so far. */
  public void list(Predicate<Ref> which) {
    lines.list(which);
    followings.wake();
  }

  /** The followers that this node runs, by name. */
  public List<FollowerFigures> followers() {
    return followings.figures();
  }

  /** Wakes one resource of a controller. Does nothing if no route feeds the controller. */
  public void wake(String controller, Ref ref, Urgency urgency) {
    lines.wake(controller, ref, urgency);
  }

  @Override
  public List<Subscription> current() {
    return lines.current();
  }

  @Override
  public List<QueueFigures> figures() {
    return lines.figures();
  }
}
