package org.hansa.platform.resources;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.HostState;
import org.hansa.platform.api.Host;
import org.osgi.service.component.annotations.Component;

/** Finds the hosts behind every endpoint, and says of each whether it is still seen. */
@Component(service = Controller.class)
public final class Hosts implements Controller {

  /** Hosts come and go slowly. */
  private static final java.time.Duration EVERY = java.time.Duration.ofSeconds(60);

  private static final String NAMES = "HostNames";

  private record Found(List<Item> objects) {}

  private record Item(HostState state) {}

  @Override
  public String name() {
    return "resources";
  }

  @Override
  public String kind() {
    return Endpoint.KIND;
  }

  @Override
  public Set<String> writes() {
    return Set.of(Host.KIND);
  }

  @Override
  public Step step(Snapshot snapshot, Resource endpoint) {
    boolean open = endpoint.status().as(Endpoint.Status.class).facets().contains(HostFacet.NAME);
    if (endpoint.isDeleting()) {
      return Step.done();
    }
    Step.Builder step = Step.builder();
    if (open) {
      step.call(Call.list(endpoint.ref(), HostFacet.NAME)).again(EVERY);
    }
    Observation seen = endpoint.observed(name());
    if (!open) {
      lost(step, snapshot, endpoint, "the endpoint is not open for hosts");
    } else if (seen.outcome() == Observation.Outcome.FAILED) {
      String why = seen.failure().map(Observation.Failure::message).orElse("no reason given");
      lost(step, snapshot, endpoint, "the endpoint does not answer: " + why);
    } else if (seen.isSettled()) {
      found(step, snapshot, endpoint, seen.state());
    }
    return step.build();
  }

  private static void found(Step.Builder step, Snapshot snapshot, Resource endpoint, Doc listed) {
    TreeMap<Ref, HostState> hosts = new TreeMap<>();
    List<String> misnamed = new ArrayList<>();
    for (Item item : Optional.ofNullable(listed.as(Found.class).objects()).orElse(List.of())) {
      String name = endpoint.ref().name() + "." + item.state().name();
      try {
        Ref ref = new Ref(Host.KIND, endpoint.ref().tenant(), name);
        if (isElsewhere(snapshot, endpoint, item.state())) {
          misnamed.add(elsewhere(item.state()));
        } else if (stands(snapshot, endpoint, item.state())) {
          hosts.put(ref, item.state());
        }
      } catch (Problem e) {
        misnamed.add(e.getMessage());
      }
    }
    names(step, snapshot, endpoint, misnamed);
    hosts.forEach((ref, state) -> describe(step, snapshot, endpoint, ref, state));
    for (Resource host : mine(snapshot, endpoint)) {
      if (!hosts.containsKey(host.ref())) {
        gone(step, snapshot, host);
      }
    }
  }

  /** Its endpoint's own, or the Site that the endpoint's place is. */
  private static String site(Resource endpoint, HostState found) {
    return found
        .site()
        .map(place -> endpoint.ref().name() + "." + place)
        .orElse(endpoint.spec().as(Endpoint.Spec.class).site());
  }

  /** Not before its place is a Site: there its law and price are. */
  private static boolean stands(Snapshot snapshot, Resource endpoint, HostState found) {
    return found.site().isEmpty() || place(endpoint, found).flatMap(snapshot::get).isPresent();
  }

  /** No endpoint puts hosts into a Site that another has made: its law and price are not theirs. */
  private static boolean isElsewhere(Snapshot snapshot, Resource endpoint, HostState found) {
    return found.site().isPresent()
        && place(endpoint, found)
            .map(site -> Places.isOthers(snapshot, endpoint, site))
            .orElse(true);
  }

  private static Optional<Ref> place(Resource endpoint, HostState found) {
    return found.site().flatMap(place -> Places.ref(endpoint, place));
  }

  private static String elsewhere(HostState found) {
    return "host '"
        + found.name()
        + "' says that it stands at '"
        + found.site().orElse("")
        + "', which is no place of this endpoint";
  }

  private static void describe(
      Step.Builder step, Snapshot snapshot, Resource endpoint, Ref ref, HostState found) {
    Optional<Resource> former = snapshot.get(ref);
    if (former.filter(Resource::isDeleting).isPresent()) {
      return;
    }
    String site = site(endpoint, found);
    Host.Spec spec = new Host.Spec(endpoint.ref().name(), site, found.name());
    Draft draft = Draft.owned(endpoint, ref, spec);
    if (former
        .filter(r -> r.spec().equals(draft.spec()) && r.labels().equals(draft.labels()))
        .isEmpty()) {
      step.change(Change.Put.of(draft));
    }
    Optional<String> twin = Machines.other(snapshot, endpoint, ref, found);
    Host.Status status =
        new Host.Status(
            twin.isPresent() ? Map.of() : found.capacity(),
            found.facts(),
            found.runtimes(),
            found.address(),
            found.firstPort(),
            found.lastPort(),
            found.takenPorts(),
            found.outside());
    Doc next = former.map(Resource::status).orElse(Doc.EMPTY).with(status);
    Condition ready =
        twin.map(why -> Condition.no(Condition.READY, Machines.DUPLICATE, why, snapshot.now()))
            .orElseGet(
                () ->
                    Condition.yes(
                        Condition.READY, "Found", "listed by its endpoint", snapshot.now()));
    step.change(new Change.Status(ref, next, List.of(ready)));
  }

  /** What is reserved of a host that is not seen keeps its place: an absence deletes nothing. */
  private static void gone(Step.Builder step, Snapshot snapshot, Resource host) {
    boolean used =
        snapshot
            .list(Reservation.KIND)
            .anyMatch(
                r -> r.spec().as(Reservation.Spec.class).pool().equals(host.ref().toString()));
    if (used) {
      unknown(step, snapshot, host, "Disappeared", "its endpoint does not list it any more");
    } else if (!host.isDeleting()) {
      step.change(Change.Delete.of(host.ref()));
    }
  }

  private static void lost(Step.Builder step, Snapshot snapshot, Resource endpoint, String why) {
    mine(snapshot, endpoint).forEach(h -> unknown(step, snapshot, h, "NoAnswer", why));
  }

  private static void unknown(
      Step.Builder step, Snapshot snapshot, Resource host, String reason, String why) {
    Condition unknown = Condition.unknown(Condition.READY, reason, why, snapshot.now());
    step.change(new Change.Status(host.ref(), host.status(), List.of(unknown)));
  }

  private static void names(
      Step.Builder step, Snapshot snapshot, Resource endpoint, List<String> misnamed) {
    if (misnamed.isEmpty() && endpoint.condition(NAMES).isEmpty()) {
      return;
    }
    Condition said =
        misnamed.isEmpty()
            ? Condition.yes(NAMES, "Valid", "all hosts have usable names", snapshot.now())
            : Condition.no(NAMES, "Invalid", String.join("; ", misnamed), snapshot.now());
    step.change(new Change.Status(endpoint.ref(), endpoint.status(), List.of(said)));
  }

  private static List<Resource> mine(Snapshot snapshot, Resource endpoint) {
    return snapshot.owned(endpoint).stream().filter(r -> r.ref().kind().equals(Host.KIND)).toList();
  }
}
