package org.hansa.platform.resources;

import java.time.Duration;
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
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.core.driver.place.SiteFacet;
import org.hansa.core.driver.place.SiteState;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Site;
import org.osgi.service.component.annotations.Component;

/**
 * Makes a Site of each place that an endpoint says it has, named ENDPOINT.PLACE and owned by the
 * endpoint. A Site that is somebody else's is left alone, whatever the endpoint says.
 */
@Component(service = Controller.class)
public final class Places implements Controller {

  static final String NAME = "resources.places";

  private static final Duration EVERY = Duration.ofSeconds(60);
  private static final String CONDITION = "Places";

  private record Found(List<Item> objects) {}

  private record Item(SiteState state) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String kind() {
    return Endpoint.KIND;
  }

  @Override
  public Set<String> writes() {
    return Set.of(Site.KIND);
  }

  @Override
  public Step step(Snapshot snapshot, Resource endpoint) {
    boolean open = endpoint.status().as(Endpoint.Status.class).facets().contains(SiteFacet.NAME);
    if (endpoint.isDeleting() || !open) {
      return Step.done();
    }
    Step.Builder step = Step.builder();
    step.call(Call.list(endpoint.ref(), SiteFacet.NAME)).again(EVERY);
    Observation seen = endpoint.observed(NAME);
    // What does not answer has its places all the same.
    if (seen.isSettled()) {
      found(step, snapshot, endpoint);
    }
    return step.build();
  }

  private static void found(Step.Builder step, Snapshot snapshot, Resource endpoint) {
    Map<Ref, SiteState> places = new TreeMap<>();
    List<String> refused = new ArrayList<>();
    for (SiteState place : listed(endpoint)) {
      Optional<String> wrong = Place.wrong(place);
      Optional<Ref> ref = wrong.isPresent() ? Optional.empty() : ref(endpoint, place.name());
      if (ref.isEmpty()) {
        refused.add("'" + place.name() + "': " + wrong.orElse("no name for a Site"));
      } else if (isOthers(snapshot, endpoint, ref.get())) {
        refused.add(ref.get() + " is there, and not this endpoint's: rename it or the endpoint");
      } else {
        places.put(ref.get(), place);
      }
    }
    say(step, snapshot, endpoint, refused);
    places.forEach((ref, place) -> describe(step, snapshot, endpoint, ref, place));
    for (Resource site : snapshot.owned(endpoint)) {
      if (site.ref().kind().equals(Site.KIND) && !places.containsKey(site.ref())) {
        gone(step, snapshot, endpoint, site);
      }
    }
  }

  /** The places that the endpoint was last seen to have. */
  static List<SiteState> listed(Resource endpoint) {
    return Optional.ofNullable(endpoint.observed(NAME).state().as(Found.class).objects())
        .orElse(List.of())
        .stream()
        .map(Item::state)
        .toList();
  }

  /** The Site that a place of an endpoint is; empty if it cannot be called so. */
  static Optional<Ref> ref(Resource endpoint, String place) {
    String name = endpoint.ref().name() + "." + place;
    return Place.isName(name)
        ? Optional.of(new Ref(Site.KIND, endpoint.ref().tenant(), name))
        : Optional.empty();
  }

  /** True if there is a Site of that name which the endpoint has not made. */
  static boolean isOthers(Snapshot snapshot, Resource endpoint, Ref site) {
    return snapshot
        .get(site)
        .filter(s -> s.owner().filter(endpoint.asOwner()::equals).isEmpty())
        .isPresent();
  }

  private static void describe(
      Step.Builder step, Snapshot snapshot, Resource endpoint, Ref ref, SiteState place) {
    Optional<Site.Spec> former = snapshot.get(ref).map(s -> s.spec().as(Site.Spec.class));
    put(step, snapshot, endpoint, ref, Place.spec(place, former));
  }

  private static void put(
      Step.Builder step, Snapshot snapshot, Resource endpoint, Ref ref, Site.Spec spec) {
    Optional<Resource> former = snapshot.get(ref);
    Draft draft = Draft.owned(endpoint, ref, Doc.of(spec));
    boolean same =
        former
            .filter(r -> r.spec().equals(draft.spec()) && r.labels().equals(draft.labels()))
            .isPresent();
    if (!same && former.filter(Resource::isDeleting).isEmpty()) {
      step.change(Change.Put.of(draft));
    }
  }

  /**
   * Where something is reserved the place stays, and takes nothing new: an absence ends nothing.
   */
  private static void gone(Step.Builder step, Snapshot snapshot, Resource endpoint, Resource site) {
    if (!isUsed(snapshot, site)) {
      if (!site.isDeleting()) {
        step.change(Change.Delete.of(site.ref()));
      }
      return;
    }
    Site.Spec s = site.spec().as(Site.Spec.class);
    Site.Spec shut =
        new Site.Spec(
            s.provider(),
            s.jurisdiction(),
            s.location(),
            s.certifications(),
            s.privacy(),
            s.price(),
            s.energy(),
            Optional.of(true),
            s.availability(),
            s.links(),
            s.areas());
    put(step, snapshot, endpoint, site.ref(), shut);
  }

  private static boolean isUsed(Snapshot snapshot, Resource site) {
    Set<String> hosts =
        snapshot
            .list(Host.KIND, site.ref().tenant())
            .filter(h -> h.spec().as(Host.Spec.class).site().equals(site.ref().name()))
            .map(h -> h.ref().toString())
            .collect(java.util.stream.Collectors.toSet());
    return !hosts.isEmpty()
        && snapshot
            .list(Reservation.KIND)
            .anyMatch(r -> hosts.contains(r.spec().as(Reservation.Spec.class).pool()));
  }

  private static void say(
      Step.Builder step, Snapshot snapshot, Resource endpoint, List<String> refused) {
    if (refused.isEmpty() && endpoint.condition(CONDITION).isEmpty()) {
      return;
    }
    Condition said =
        refused.isEmpty()
            ? Condition.yes(CONDITION, "Valid", "all places are Sites", snapshot.now())
            : Condition.no(CONDITION, "Refused", String.join("; ", refused), snapshot.now());
    step.change(new Change.Status(endpoint.ref(), endpoint.status(), List.of(said)));
  }
}
