package org.hansa.platform.connectivity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.External;
import org.hansa.core.api.control.Step;
import org.hansa.core.driver.workload.ForwardFacet;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.core.driver.workload.ForwardState;
import org.hansa.platform.api.Connection;
import org.hansa.platform.api.Contracts;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Ports;
import org.hansa.platform.api.Site;
import org.osgi.service.component.annotations.Component;

/**
 * Gives each connection a port of its own on its consumer's host, reserved as long as the
 * connection stands, and keeps a forward from there to wherever the provider runs.
 */
@Component(service = Controller.class)
public final class Connectivity implements Controller {

  private static final String NAME = "connectivity";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String kind() {
    return Connection.KIND;
  }

  @Override
  public Set<String> writes() {
    return Set.of(Reservation.KIND);
  }

  @Override
  public Step step(Snapshot snapshot, Resource connection) {
    Step.Builder step = Step.builder();
    External forward = new External(snapshot, connection, NAME, ForwardFacet.NAME);
    Optional<Resource> port =
        snapshot.get(new Ref(Reservation.KIND, connection.ref().tenant(), connection.ref().name()));
    if (connection.isDeleting()) {
      leave(step, forward, port);
      return step.build();
    }
    if (port.filter(p -> !lets(snapshot, p)).isPresent()) {
      end(step, forward, port.get());
      return step.build();
    }
    Route route = Route.of(snapshot, connection);
    Optional<Resource> host = route.host();
    if (host.isEmpty()) {
      say(
          step,
          snapshot,
          connection,
          "Waiting",
          "component " + route.consumer() + " has no place yet");
      return step.build();
    }
    Optional<Integer> number;
    try {
      number = port(step, forward, host.get(), port);
    } catch (Problem e) {
      if (e.reason() != Problem.Reason.EXHAUSTED) {
        throw e;
      }
      // Nothing of this one changes when another gives its port back.
      step.again(External.FRESH);
      say(step, snapshot, connection, "NoPort", e.line());
      return step.build();
    }
    if (number.isEmpty()) {
      say(step, snapshot, connection, "Moving", "the forward at the former host is being removed");
      return step.build();
    }
    keep(step, forward, route, host.get(), number.get());
    return step.build();
  }

  /** The port is free only when nothing listens there any more. */
  private static void leave(Step.Builder step, External forward, Optional<Resource> port) {
    if (forward.remove(step)) {
      forward.release(step);
      port.filter(p -> p.finalizers().contains(NAME))
          .ifPresent(p -> step.change(new Change.Finalizer(p.ref(), NAME, false)));
    }
  }

  /** False if a guest has a port on a host where no contract lets it have that, or not any more. */
  private static boolean lets(Snapshot snapshot, Resource port) {
    String tenant = port.ref().tenant();
    Reservation.Spec spec = port.spec().as(Reservation.Spec.class);
    Optional<Resource> host = snapshot.get(Ref.parse(spec.pool()));
    return host.isEmpty()
        || !Contracts.isGuest(snapshot, tenant)
        || Contracts.lets(
            Contracts.terms(snapshot, tenant), site(host.get()), List.of(number(spec)));
  }

  private static Ref site(Resource host) {
    return new Ref(Site.KIND, host.ref().tenant(), host.spec().as(Host.Spec.class).site());
  }

  private static int number(Reservation.Spec spec) {
    String key = spec.keys().get(0);
    return Integer.parseInt(key.substring(key.indexOf('/') + 1));
  }

  /** First the port is to go; then, in good order, what listens there. */
  private static void end(Step.Builder step, External forward, Resource port) {
    if (port.isDeleting()) {
      leave(step, forward, Optional.of(port));
    } else {
      step.change(Change.Delete.of(port.ref()));
    }
    say(
        step,
        forward.snapshot(),
        forward.resource(),
        "NoContract",
        "no contract in force lets it have its port; see what its application says");
  }

  /** The reserved port on this host; empty while the forward at a former host is still there. */
  private static Optional<Integer> port(
      Step.Builder step, External forward, Resource host, Optional<Resource> former) {
    if (former.filter(Resource::isDeleting).isPresent()) {
      // Somebody took the port away: it ends in good order, and then there is another.
      leave(step, forward, former);
      return Optional.empty();
    }
    Optional<Reservation.Spec> reserved = former.map(r -> r.spec().as(Reservation.Spec.class));
    String pool = host.ref().toString();
    if (reserved.filter(r -> r.pool().equals(pool)).isPresent()) {
      return Optional.of(number(reserved.get()));
    }
    if (reserved.isPresent() && !forward.remove(step)) {
      return Optional.empty();
    }
    Snapshot snapshot = forward.snapshot();
    Resource connection = forward.resource();
    int port =
        new Ports(
                host.status().as(Host.Status.class),
                snapshot.claims(host.ref()),
                Contracts.ports(snapshot, connection.ref().tenant(), host))
            .next();
    Reservation.Spec spec =
        new Reservation.Spec(pool, Map.of(), List.of(Ports.key(port)), Optional.empty());
    Ref ref = new Ref(Reservation.KIND, connection.ref().tenant(), connection.ref().name());
    step.change(Change.Put.of(Draft.owned(connection, ref, spec).withFinalizer(NAME)));
    return Optional.of(port);
  }

  private static void keep(
      Step.Builder step, External forward, Route route, Resource host, int port) {
    Snapshot snapshot = forward.snapshot();
    Resource connection = forward.resource();
    Host.Status at = host.status().as(Host.Status.class);
    List<String> targets = route.targets();
    Ref endpoint =
        new Ref(Endpoint.KIND, host.ref().tenant(), host.spec().as(Host.Spec.class).endpoint());
    ForwardSpec wanted = new ForwardSpec(port, targets);
    boolean there = forward.is(endpoint, wanted);
    boolean listens = there && leads(forward.seen().state().as(ForwardState.class), wanted);
    Connection.Status before = connection.status().as(Connection.Status.class);
    Stream<String> now = route.instances().stream().map(i -> i.ref().name());
    Stream<String> former = listens ? Stream.of() : before.instances().stream();
    Connection.Status status =
        new Connection.Status(
            Optional.of("http://" + at.address() + ":" + port),
            Optional.of(host.ref().toString()),
            Optional.of(port),
            listens ? targets : before.targets(),
            Stream.concat(former, now).distinct().sorted().toList());
    Doc next = connection.status().with(status);
    Optional<String> closed = closed(snapshot, endpoint);
    if (closed.isPresent()) {
      step.again(External.FRESH);
      write(
          step,
          connection,
          next,
          Condition.unknown(Condition.READY, "NoEndpoint", closed.get(), snapshot.now()));
      return;
    }
    forward.ensure(step, endpoint, wanted, there && !listens);
    write(step, connection, next, ready(forward, listens, route, snapshot));
  }

  /** What was restored may know of an older one than stands. */
  private static boolean leads(ForwardState is, ForwardSpec wanted) {
    return is.listening() && is.port() == wanted.port() && is.targets().equals(wanted.targets());
  }

  private static Condition ready(
      External forward, boolean listens, Route route, Snapshot snapshot) {
    if (!listens) {
      return missing(forward.seen(), snapshot);
    }
    List<String> unreachable = route.targets().isEmpty() ? route.unreachable() : List.of();
    if (!unreachable.isEmpty()) {
      return Condition.no(
          Condition.READY,
          "Unreachable",
          "from another machine nothing reaches "
              + String.join(", ", unreachable)
              + ": its endpoint says no address for that",
          snapshot.now());
    }
    if (route.providerIsReady()) {
      return Condition.yes(
          Condition.READY, "Connected", "it leads to a ready provider", snapshot.now());
    }
    return route.providerMayBeReady()
        ? Condition.unknown(
            Condition.READY,
            "NoAnswer",
            "the endpoint of " + route.spec().to() + " does not answer",
            snapshot.now())
        : Condition.no(
            Condition.READY,
            "NoProvider",
            "no instance of " + route.spec().to() + " is ready",
            snapshot.now());
  }

  /** A forward that could not be asked after may well be listening. */
  private static Condition missing(Observation seen, Snapshot snapshot) {
    boolean silent =
        seen.outcome() == Observation.Outcome.UNKNOWN
            || seen.failure().filter(f -> f.reason().equals("UNAVAILABLE")).isPresent();
    Optional<String> why = seen.failure().map(Observation.Failure::message);
    return silent
        ? Condition.unknown(
            Condition.READY,
            "NoAnswer",
            "its endpoint does not answer: " + why.orElse("the answer was lost"),
            snapshot.now())
        : Condition.no(
            Condition.READY, "NoForward", why.orElse("the forward is being made"), snapshot.now());
  }

  private static Optional<String> closed(Snapshot snapshot, Ref endpoint) {
    Optional<Endpoint.Status> status =
        snapshot
            .get(endpoint)
            .map(Resource::status)
            .map(s -> s.as(Endpoint.Status.class))
            .filter(s -> !s.facets().isEmpty());
    if (status.isEmpty()) {
      return Optional.of(endpoint + " is not open");
    }
    if (!status.get().facets().contains(ForwardFacet.NAME)) {
      throw Problem.invalid(
          "endpoint",
          endpoint,
          "one with the facet " + ForwardFacet.NAME,
          "Place the components that are linked at another endpoint.");
    }
    return Optional.empty();
  }

  private static void say(
      Step.Builder step, Snapshot snapshot, Resource connection, String reason, String message) {
    write(
        step,
        connection,
        connection.status(),
        Condition.no(Condition.READY, reason, message, snapshot.now()));
  }

  private static void write(
      Step.Builder step, Resource connection, Doc status, Condition condition) {
    step.change(new Change.Status(connection.ref(), status, List.of(condition)));
  }
}
