package org.hansa.core.runtime.delivery;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.RoutesBuilder;

/**
 * A Camel context for each bundle that brings routes, made with its first builder and stopped with
 * its last. Builders that come before {@link #start} wait for it. Thread-safe; one bundle's slow
 * end holds up no other's.
 */
final class Contexts {

  private record Bundle(RouteContext context, Set<RoutesBuilder> builders) {}

  private final Function<String, RouteContext> maker;
  private final Map<Object, Bundle> bundles = new HashMap<>();
  private boolean started;
  private boolean stopped;

  /**
   * @param maker of a context, by the bundle's name
   */
  Contexts(Function<String, RouteContext> maker) {
    this.maker = maker;
  }

  void start() {
    Map<RoutesBuilder, RouteContext> waiting = new LinkedHashMap<>();
    synchronized (this) {
      if (stopped || started) {
        return;
      }
      started = true;
      bundles.values().forEach(b -> b.builders().forEach(r -> waiting.put(r, b.context())));
    }
    waiting.forEach((builder, context) -> context.add(builder));
  }

  void add(Object bundle, RoutesBuilder builder) {
    RouteContext context;
    synchronized (this) {
      Bundle of = bundles.computeIfAbsent(bundle, this::make);
      if (!of.builders().add(builder) || !started) {
        return;
      }
      context = of.context();
    }
    context.add(builder);
  }

  void remove(Object bundle, RoutesBuilder builder) {
    RouteContext context;
    boolean last;
    synchronized (this) {
      Bundle of = bundles.get(bundle);
      if (of == null || !of.builders().remove(builder)) {
        return;
      }
      context = of.context();
      last = of.builders().isEmpty();
      if (last) {
        bundles.remove(bundle);
      }
    }
    if (last) {
      context.stop();
    } else {
      context.remove(builder);
    }
  }

  /** Stops all, for good. */
  void stop() {
    List<Bundle> all;
    synchronized (this) {
      stopped = true;
      started = false;
      all = List.copyOf(bundles.values());
      bundles.clear();
    }
    all.forEach(b -> b.context().stop());
  }

  List<RouteFigures> figures() {
    List<Bundle> all;
    synchronized (this) {
      all = List.copyOf(bundles.values());
    }
    return all.stream()
        .map(b -> b.context().figures())
        .sorted(Comparator.comparing(RouteFigures::bundle))
        .toList();
  }

  private Bundle make(Object bundle) {
    return new Bundle(
        maker.apply(String.valueOf(bundle)), Collections.newSetFromMap(new IdentityHashMap<>()));
  }
}
