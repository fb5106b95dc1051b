package org.hansa.core.runtime.delivery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.SplitDefinition;

/**
 * What a route from {@code hansa-changes:} may contain: synchronous patterns only, so that the
 * queue alone decides when a step is made and a simulation owns the clock. What is not known to be
 * synchronous is refused. Routes reached by {@code direct:} are held to the same.
 */
final class RouteRules {

  private static final Set<String> PATTERNS =
      Set.of(
          "bean",
          "choice",
          "convertBodyTo",
          "doCatch",
          "doFinally",
          "doTry",
          "filter",
          "log",
          "multicast",
          "onWhen",
          "otherwise",
          "pipeline",
          "process",
          "removeHeader",
          "removeHeaders",
          "removeProperties",
          "removeProperty",
          "removeVariable",
          "script",
          "setBody",
          "setHeader",
          "setHeaders",
          "setProperty",
          "setVariable",
          "setVariables",
          "split",
          "step",
          "stop",
          "throwException",
          "to",
          "transform",
          "validate",
          "when");

  private static final Set<String> SCHEMES =
      Set.of(
          StepComponent.SCHEME,
          GateComponent.SCHEME,
          "bean",
          "class",
          "direct",
          "language",
          "log",
          "mock");

  private RouteRules() {}

  static boolean isDelivery(RouteDefinition route) {
    return scheme(from(route)).equals(ChangesComponent.SCHEME);
  }

  /** Where a flow begins that must not run before what it leads to. */
  static boolean isSource(RouteDefinition route) {
    return isDelivery(route) || scheme(from(route)).equals(FollowComponent.SCHEME);
  }

  /**
   * Sentences that say what is not synchronous in it; none if all is, or if it is not a route from
   * {@code hansa-changes:}.
   *
   * @param all the routes of its context
   */
  static List<String> broken(RouteDefinition route, Collection<RouteDefinition> all) {
    List<String> found = new ArrayList<>();
    if (isDelivery(route)) {
      new Walk(all, found).route(route);
    }
    return found;
  }

  private static String from(RouteDefinition route) {
    return Optional.ofNullable(route.getInput()).map(i -> i.getEndpointUri()).orElse("");
  }

  private static String scheme(String uri) {
    return uri.substring(0, Math.max(0, uri.indexOf(':')));
  }

  /** {@code direct:a} and {@code direct://a?x=y} are the same place. */
  private static String place(String uri) {
    return uri.replaceFirst("://", ":").replaceFirst("\\?.*", "");
  }

  private record Walk(Collection<RouteDefinition> all, List<String> found, Set<String> seen) {

    Walk(Collection<RouteDefinition> all, List<String> found) {
      this(all, found, new HashSet<>());
    }

    void route(RouteDefinition route) {
      if (route.getDelayer() != null) {
        found.add("the route has a delayer");
      }
      route.getOutputs().forEach(this::node);
    }

    private void node(ProcessorDefinition<?> node) {
      String pattern = node.getShortName();
      if (!PATTERNS.contains(pattern)) {
        found.add("'" + pattern + "' is not a synchronous pattern");
      }
      if (node instanceof SendDefinition<?> send) {
        to(Optional.ofNullable(send.getEndpointUri()).orElse(""));
      }
      if (node instanceof SplitDefinition s
          && isSet(s.getParallelProcessing(), s.getTimeout(), s.getExecutorService())) {
        found.add("'split' uses other threads or time");
      }
      if (node instanceof MulticastDefinition m
          && isSet(m.getParallelProcessing(), m.getTimeout(), m.getExecutorService())) {
        found.add("'multicast' uses other threads or time");
      }
      node.getOutputs().forEach(this::node);
    }

    private void to(String uri) {
      String scheme = scheme(uri);
      if (!SCHEMES.contains(scheme)) {
        found.add("'" + uri + "' is not a synchronous endpoint");
      } else if (uri.contains("block=true")) {
        found.add("'" + uri + "' waits for another route");
      } else if (scheme.equals("direct") && seen.add(place(uri))) {
        all.stream().filter(r -> place(from(r)).equals(place(uri))).forEach(this::route);
      }
    }

    private static boolean isSet(Object... settings) {
      return Arrays.stream(settings).anyMatch(s -> s != null && !String.valueOf(s).equals("false"));
    }
  }
}
