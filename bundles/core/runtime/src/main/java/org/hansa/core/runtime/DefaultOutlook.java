package org.hansa.core.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
import org.hansa.core.driver.HostFacet;

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
    private final Map<String, Place> listed = new HashMap<>();
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
            listed.put(object.path("uid").asText(), new Place(endpoint.ref(), seen.facet()));
          }
        }
      }
    }

    Difference difference() {
      for (Controller controller : controllers.all()) {
        now.list(controller.kind()).forEach(resource -> ask(controller, resource));
      }
      Set<String> known =
          now.kinds().stream().flatMap(now::list).map(Resource::uid).collect(Collectors.toSet());
      listed.forEach(
          (uid, at) -> {
            if (!known.contains(uid)) {
              lines.add(new Line(Deed.ORPHAN, at.endpoint(), at.endpoint(), at.facet(), uid));
            }
          });
      lines.sort(Comparator.comparing(Line::ref).thenComparing(Line::uid));
      return new Difference(lines, List.copyOf(unseen));
    }

    private void ask(Controller controller, Resource resource) {
      Observation known = resource.observed(controller.name());
      Calls.Key key = new Calls.Key(resource.uid(), controller.name());
      boolean object = !known.verb().equals(Call.Verb.LIST.name()) && known.present();
      if (known.isOpen() || (object && freshness.at(key).isEmpty())) {
        unseen.add(resource.ref());
        return;
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
      boolean here = listed.containsKey(resource.uid());
      switch (call.verb()) {
        case APPLY ->
            line(known.present() ? Deed.CHANGE : here ? Deed.ADOPT : Deed.CREATE, resource, call);
        case REMOVE -> {
          // One that names its object sweeps: it is among the orphans.
          if (call.spec().at("/uid").isEmpty()) {
            line(Deed.REMOVE, resource, call);
          }
        }
        case LIST -> {
          if (freshness.at(Completion.reading(resource, controller, call)).isEmpty()) {
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
