package org.hansa.core.runtime.delivery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;

/**
 * Camel's route filter: holds back every route until the rules were checked over all of them. Thus
 * a route that is added past us, while others run, is not made either. Not thread-safe.
 */
final class Gathered implements Function<RouteDefinition, Boolean> {

  private final Set<RouteDefinition> accepted = Collections.newSetFromMap(new IdentityHashMap<>());
  private List<RouteDefinition> held = new ArrayList<>();

  @Override
  public Boolean apply(RouteDefinition route) {
    if (accepted.contains(route)) {
      return true;
    }
    held.add(route);
    return false;
  }

  /** What was held back since the last call. */
  List<RouteDefinition> take() {
    List<RouteDefinition> taken = held;
    held = new ArrayList<>();
    return taken;
  }

  /** Lets it through. */
  void accept(RouteDefinition route) {
    accepted.add(route);
    if (RouteRules.isDelivery(route)) {
      // The queue alone retries: with its own backoff, and without holding up other keys.
      route.setErrorHandlerFactory(new NoErrorHandlerDefinition());
    }
  }

  void forget(RouteDefinition route) {
    accepted.remove(route);
  }
}
