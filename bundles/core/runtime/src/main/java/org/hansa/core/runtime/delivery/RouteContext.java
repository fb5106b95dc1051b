package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ClassResolver;
import org.hansa.core.api.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Camel context of one route bundle: its routes are in no other, so that they can neither
 * replace another bundle's nor outlive their own. A route that breaks the rules is not made.
 */
final class RouteContext {

  private static final Logger LOG = LoggerFactory.getLogger(RouteContext.class);
  private static final Duration MOST_WAIT = Duration.ofSeconds(10);

  /** For a route that is stopped alone: more than its queue waits. */
  private static final int CAMEL_SECONDS = 15;

  /** For what is left when all queues were waited for. */
  private static final int LEFT_SECONDS = 1;

  private final String name;
  private final ChangesComponent changes;
  private final Map<String, Component> ours;
  private final DefaultCamelContext context =
      new DefaultCamelContext(false) {
        @Override
        protected ClassResolver createClassResolver() {
          return new Lookups(getCamelContextReference());
        }
      };
  private final Gathered gathered = new Gathered();
  private final IdentityHashMap<RoutesBuilder, List<RouteDefinition>> routes =
      new IdentityHashMap<>();
  private final IdentityHashMap<RoutesBuilder, List<String>> refused = new IdentityHashMap<>();

  private boolean stopped;

  /** For readers that must not wait for a route that is just being stopped. */
  private volatile List<String> refusedNow = List.of();

  /**
   * @param others the components of ours besides, by scheme
   */
  RouteContext(String name, ChangesComponent changes, Map<String, Component> others) {
    this.name = name;
    this.changes = changes;
    ours = new TreeMap<>(others);
    ours.put(ChangesComponent.SCHEME, changes);
  }

  /** Adds a bundle's routes and starts them; what cannot run is logged and does not fail. */
  synchronized void add(RoutesBuilder builder) {
    if (stopped) {
      return; // its bundle went before its routes were made
    }
    routes.put(builder, new ArrayList<>());
    refused.put(builder, new ArrayList<>());
    try {
      begin();
      context.addRoutes(builder);
      if (ours.entrySet().stream()
          .anyMatch(own -> context.hasComponent(own.getKey()) != own.getValue())) {
        throw new IllegalStateException("it puts another component in place of hansa-*");
      }
      List<RouteDefinition> added = gathered.take();
      // What others lead to is started first, the flow from the store last.
      added.sort(Comparator.comparing(RouteRules::isSource));
      List<RouteDefinition> all = new ArrayList<>(context.getRouteDefinitions());
      all.addAll(added);
      refuseFormer(all);
      added.forEach(route -> addOne(builder, route, all));
    } catch (Exception e) {
      gathered.take();
      refuse(builder, "all routes", says(e), e);
    }
    refusedNow = refused.values().stream().flatMap(List::stream).sorted().toList();
  }

  synchronized void remove(RoutesBuilder builder) {
    routes.getOrDefault(builder, List.of()).forEach(this::drop);
    routes.remove(builder);
    refused.remove(builder);
    refusedNow = refused.values().stream().flatMap(List::stream).sorted().toList();
  }

  /** Ends all routes; waits for what is in work, so long at most. */
  synchronized void stop() {
    stopped = true;
    changes.quiesce(MOST_WAIT);
    context.getShutdownStrategy().setTimeout(LEFT_SECONDS);
    context.stop();
  }

  RouteFigures figures() {
    List<String> running =
        context.getRoutes().stream()
            .map(r -> r.getRouteId())
            .filter(id -> context.getRouteController().getRouteStatus(id) == ServiceStatus.Started)
            .sorted()
            .toList();
    return new RouteFigures(name, running, refusedNow);
  }

  private void begin() {
    if (context.isStarted()) {
      return;
    }
    context.disableJMX();
    context.getCamelContextExtension().setName(name);
    context.setApplicationContextClassLoader(CamelContext.class.getClassLoader());
    // There is nothing to be found: what a component needs, its options say.
    context.setAutowiredEnabled(false);
    context.setLoadTypeConverters(false);
    context.setLoadHealthChecks(false);
    context.setAllowUseOriginalMessage(false);
    context.getShutdownStrategy().setTimeout(CAMEL_SECONDS);
    context.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
    context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    ours.forEach(context::addComponent);
    // A route that leads nowhere fails at once instead of holding a worker for half a minute.
    context.getComponent("direct", DirectComponent.class).setBlock(false);
    context.setRouteFilter(gathered);
    context.start();
  }

  /** A new route may be what a former one leads to. */
  private void refuseFormer(List<RouteDefinition> all) {
    routes.forEach(
        (builder, own) -> {
          for (RouteDefinition route : List.copyOf(own)) {
            List<String> broken = RouteRules.broken(route, all);
            if (!broken.isEmpty()) {
              own.remove(route);
              drop(route);
              refuse(builder, route.getRouteId(), String.join("; ", broken));
            }
          }
        });
  }

  private void addOne(RoutesBuilder builder, RouteDefinition route, List<RouteDefinition> all) {
    List<String> broken = RouteRules.broken(route, all);
    if (!broken.isEmpty()) {
      refuse(builder, route.getRouteId(), String.join("; ", broken));
      return;
    }
    try {
      gathered.accept(route);
      context.addRouteDefinition(route);
      routes.get(builder).add(route);
    } catch (Exception e) {
      drop(route);
      refuse(builder, route.getRouteId(), says(e), e);
    }
  }

  private void refuse(RoutesBuilder builder, String what, String why, Object... trace) {
    Object[] values = Stream.concat(Stream.of(name, what, why), Stream.of(trace)).toArray();
    LOG.warn("Refused, and not started, of {}: {}: {}.", values);
    refused.get(builder).add(what + ": " + why);
  }

  /** Our own sentence, with its cure, if there is one among the causes. */
  private static String says(Exception e) {
    return Stream.<Throwable>iterate(e, t -> t != null, Throwable::getCause)
        .limit(20)
        .filter(Problem.class::isInstance)
        .map(t -> ((Problem) t).line())
        .findFirst()
        .orElse(e.toString());
  }

  /** Unless another of its id has taken its place. */
  private void drop(RouteDefinition route) {
    String id = route.getRouteId();
    gathered.forget(route);
    try {
      if (context.getRouteDefinition(id) == route) {
        context.removeRouteDefinition(route);
      }
    } catch (Exception e) {
      LOG.warn("Route {} of {} did not stop cleanly.", id, name, e);
    }
  }
}
