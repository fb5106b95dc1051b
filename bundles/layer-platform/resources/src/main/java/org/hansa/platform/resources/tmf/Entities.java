package org.hansa.platform.resources.tmf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
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
 * a host is a machine that can be touched is not known here.
 */
final class Entities {

  /** In the order in which they are listed. A kind more is one more case of {@link #of}. */
  static final List<String> KINDS = List.of(Site.KIND, Host.KIND, Endpoint.KIND);

  /** All that an entity may have. */
  static final List<String> ATTRIBUTES =
      List.of(
          "@baseType",
          "@type",
          "administrativeState",
          "availabilityStatus",
          "creationDate",
          "description",
          "externalIdentifier",
          "href",
          "id",
          "lifecycleState",
          "name",
          "operationalState",
          "place",
          "relatedParty",
          "resourceCharacteristic",
          "resourceRelationship",
          "resourceSpecification",
          "unknownStatus",
          "usageState");

  private final Snapshot snapshot;
  private final String base;
  private final Levels levels;

  /**
   * @param snapshot as whoever asks sees it
   * @param base of references to entities, without a slash at its end
   */
  Entities(Snapshot snapshot, Records records, String base) {
    this.snapshot = snapshot;
    this.base = base;
    this.levels = new Levels(snapshot, new Metered(snapshot, records));
  }

  /** By kind, tenant and name. */
  List<Resource> all() {
    return KINDS.stream().<Resource>flatMap(snapshot::list).toList();
  }

  ObjectNode of(Resource resource) {
    return switch (resource.ref().kind()) {
      case Site.KIND -> site(resource);
      case Host.KIND -> host(resource);
      default -> endpoint(resource);
    };
  }

  private ObjectNode site(Resource site) {
    Site.Spec spec = site.spec().as(Site.Spec.class);
    boolean cordoned = spec.cordoned().orElse(false);
    List<Figure> figures = levels.of(Sites.hosts(snapshot, site));
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

  private ObjectNode host(Resource host) {
    Host.Spec spec = host.spec().as(Host.Spec.class);
    Optional<Resource> site = near(host, Site.KIND, spec.site());
    Optional<Resource> endpoint = near(host, Endpoint.KIND, spec.endpoint());
    boolean cordoned = site.flatMap(s -> s.spec().as(Site.Spec.class).cordoned()).orElse(false);
    List<Figure> figures = host.status().isEmpty() ? List.of() : levels.of(List.of(host));
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
