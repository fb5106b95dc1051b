package org.hansa.platform.resources.tmf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Records;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Site;
import org.hansa.platform.resources.Figure;
import org.hansa.platform.resources.Levels;
import org.hansa.platform.resources.Metered;
import org.hansa.platform.resources.Sites;

/**
 * What is in the inventory, and each as the standard writes it. All are logical resources: whether
 * a host is a machine that can be touched is not known here. For one answer, of one thread.
 */
final class Entities {

  /** In the order in which they are listed. A kind more is one more case of {@link #of}. */
  static final List<String> KINDS = List.of(Site.KIND, Host.KIND, Endpoint.KIND);

  private final Snapshot snapshot;
  private final String base;
  private final Levels metered;
  private final Levels unmetered;
  private Optional<Map<Ref, List<Resource>>> standing = Optional.empty();

  /**
   * @param snapshot as whoever asks sees it
   * @param base of references to entities, without a slash at its end
   */
  Entities(Snapshot snapshot, Records records, String base) {
    this.snapshot = snapshot;
    this.base = base;
    Metered read = new Metered(snapshot, records);
    this.metered = new Levels(snapshot, read);
    this.unmetered = new Levels(snapshot, read.unread());
  }

  /** By kind, tenant and name. */
  List<Resource> all() {
    return KINDS.stream().<Resource>flatMap(snapshot::list).toList();
  }

  /** What is deeper is not there, or as if it were not known. */
  ObjectNode of(Resource resource, Depth depth) {
    return switch (resource.ref().kind()) {
      case Site.KIND -> site(resource, depth);
      case Host.KIND -> host(resource, depth);
      default -> endpoint(resource);
    };
  }

  private List<Figure> figures(List<Resource> hosts, Depth depth) {
    return switch (depth) {
      case PLAIN -> List.of();
      case LEVELS -> unmetered.of(hosts);
      case USED -> metered.of(hosts);
    };
  }

  private List<Resource> standing(Resource site) {
    Map<Ref, List<Resource>> bySite = standing.orElseGet(() -> Sites.hosts(snapshot));
    standing = Optional.of(bySite);
    return bySite.getOrDefault(site.ref(), List.of());
  }

  private ObjectNode site(Resource site, Depth depth) {
    Site.Spec spec = site.spec().as(Site.Spec.class);
    boolean cordoned = spec.cordoned().orElse(false);
    List<Figure> figures = depth == Depth.PLAIN ? List.of() : figures(standing(site), depth);
    return new Entity(site, base)
        .description("A place of " + spec.provider() + " where things can run")
        .states(site, cordoned)
        .usage(figures)
        .party("provider", spec.provider())
        .place(site.uid(), site.ref().name())
        .characteristics(Traits.of(site, spec))
        .characteristics(Traits.of(figures))
        .written();
  }

  private ObjectNode host(Resource host, Depth depth) {
    Host.Spec spec = host.spec().as(Host.Spec.class);
    Optional<Resource> site = near(host, Site.KIND, spec.site());
    Optional<Resource> endpoint = near(host, Endpoint.KIND, spec.endpoint());
    boolean cordoned = site.flatMap(s -> s.spec().as(Site.Spec.class).cordoned()).orElse(false);
    List<Figure> figures = host.status().isEmpty() ? List.of() : figures(List.of(host), depth);
    Entity entity =
        new Entity(host, base)
            .description("A machine, or what is offered as one, behind an endpoint")
            .states(host, cordoned)
            .usage(figures)
            .characteristics(Traits.ofHost(host, isSimulated(site, endpoint)))
            .characteristics(Traits.of(figures));
    site.ifPresent(s -> entity.place(s.uid(), s.ref().name()));
    return related(entity, Stream.concat(site.stream(), endpoint.stream())).written();
  }

  /** As its endpoint says, or for who may not read that, its site: which says so if all are. */
  private static Optional<Boolean> isSimulated(
      Optional<Resource> site, Optional<Resource> endpoint) {
    return endpoint.or(() -> site).flatMap(Traits::isSimulated);
  }

  private ObjectNode endpoint(Resource endpoint) {
    Endpoint.Spec spec = endpoint.spec().as(Endpoint.Spec.class);
    Optional<Resource> site = near(endpoint, Site.KIND, spec.site());
    Entity entity =
        new Entity(endpoint, base)
            .description("A system that the driver " + spec.driver() + " talks to")
            .states(endpoint, false)
            .characteristics(Traits.of(endpoint, spec));
    site.ifPresent(s -> entity.place(s.uid(), s.ref().name()));
    return related(entity, site.stream()).written();
  }

  /** A host relies on its endpoint, and is contained in its site. */
  private Entity related(Entity entity, Stream<Resource> others) {
    others.forEach(
        other ->
            entity.related(
                other.ref().kind().equals(Site.KIND) ? "isContainedIn" : "reliesOn", other));
    return entity;
  }

  private Optional<Resource> near(Resource resource, String kind, String name) {
    return snapshot.get(new Ref(kind, resource.ref().tenant(), name));
  }
}
