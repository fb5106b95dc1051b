package org.hansa.core.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.plan.Outlook;
import org.hansa.core.api.store.Store;
import org.hansa.core.driver.workload.HostFacet;

/** Steps are pure, so what each wants can be asked without doing it. Thread-safe. */
final class DefaultOutlook implements Outlook {

  private final Store store;
  private final Controllers controllers;
  private final Freshness freshness;

  DefaultOutlook(Store store, Controllers controllers, Freshness freshness) {
    this.store = store;
    this.controllers = controllers;
    this.freshness = freshness;
  }

  @Override
  public Difference difference() {
    return new Look(store.snapshot()).difference();
  }

  /** Where an object was listed. */
  private record Place(Ref endpoint, String facet) {}

  /** One answer, on one state. */
  private final class Look {

    private final Snapshot now;

    /** By uid: where it was listed. */
    private final Map<String, Set<Place>> listed = new HashMap<>();

    /** By uid: where the object of a resource is, or is wanted. */
    private final Map<String, Set<Place>> stands = new HashMap<>();

    private final List<Line> lines = new ArrayList<>();
    private final Set<Ref> unseen = new TreeSet<>();

    Look(Snapshot now) {
      this.now = now;
      now.list(Endpoint.KIND).forEach(this::list);
    }

    private void list(Resource endpoint) {
      for (Observation seen : endpoint.observed().values()) {
        // Hosts are found, not made: they carry no mark of ours.
        if (seen.verb().equals(Call.Verb.LIST.name()) && !seen.facet().equals(HostFacet.NAME)) {
          for (JsonNode object : seen.state().tree().path("objects")) {
            add(listed, object.path("uid").asText(), new Place(endpoint.ref(), seen.facet()));
          }
        }
      }
    }

    Difference difference() {
      for (Controller controller : controllers.all()) {
        now.list(controller.kind()).forEach(resource -> ask(controller, resource));
      }
      Map<String, Ref> known = new HashMap<>();
      now.kinds().stream().flatMap(now::list).forEach(r -> known.put(r.uid(), r.ref()));
      listed.forEach(
          (uid, places) ->
              places.stream()
                  .filter(at -> !known.containsKey(uid) || isLeft(known.get(uid), uid, at))
                  .map(at -> new Line(Deed.ORPHAN, at.endpoint(), at.endpoint(), at.facet(), uid))
                  .forEach(lines::add));
      lines.sort(Comparator.comparing(Line::ref).thenComparing(Line::uid));
      return new Difference(lines, List.copyOf(unseen));
    }

    /** That its resource has its object elsewhere, or is about to. */
    private boolean isLeft(Ref resource, String uid, Place at) {
      List<Place> places =
          stands.getOrDefault(uid, Set.of()).stream()
              .filter(p -> p.facet().equals(at.facet()))
              .toList();
      return !unseen.contains(resource) && !places.isEmpty() && !places.contains(at);
    }

    private static void add(Map<String, Set<Place>> to, String uid, Place place) {
      to.computeIfAbsent(uid, u -> new HashSet<>()).add(place);
    }

    private void ask(Controller controller, Resource resource) {
      Observation known = resource.observed(controller.name());
      Calls.Key key = new Calls.Key(resource.uid(), controller.name());
      boolean object = !known.verb().equals(Call.Verb.LIST.name()) && known.present();
      if (known.isOpen() || (object && freshness.age(key).isEmpty())) {
        unseen.add(resource.ref());
        return;
      }
      if (object) {
        known.endpoint().ifPresent(at -> add(stands, resource.uid(), new Place(at, known.facet())));
      }
      wanted(controller, resource).ifPresent(call -> say(controller, resource, known, call));
    }

    private Optional<Call> wanted(Controller controller, Resource resource) {
      try {
        return controller.step(now, resource).call();
      } catch (Problem e) {
        return Optional.empty(); // it is stalled, which it says itself
      }
    }

    private void say(Controller controller, Resource resource, Observation known, Call call) {
      Place at = new Place(call.endpoint(), call.facet());
      boolean here = listed.getOrDefault(resource.uid(), Set.of()).contains(at);
      switch (call.verb()) {
        case APPLY -> {
          add(stands, resource.uid(), at);
          line(known.present() ? Deed.CHANGE : here ? Deed.ADOPT : Deed.CREATE, resource, call);
        }
        case REMOVE -> {
          // One that names its object sweeps: it is among the orphans.
          if (call.swept().isEmpty()) {
            line(Deed.REMOVE, resource, call);
          }
        }
        case LIST -> {
          if (freshness.age(Completion.reading(resource, controller, call)).isEmpty()) {
            unseen.add(resource.ref());
          }
        }
        default -> {
          // Only looks.
        }
      }
    }

    private void line(Deed deed, Resource resource, Call call) {
      lines.add(new Line(deed, resource.ref(), call.endpoint(), call.facet(), resource.uid()));
    }
  }
}
