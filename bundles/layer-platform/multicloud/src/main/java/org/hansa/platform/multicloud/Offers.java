package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Why;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.platform.api.Contracts;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Site;

/**
 * What an application of a tenant may choose from: the hosts of its own tenant and of the system's;
 * a guest's, those of the sites that contracts name, and it is told of no other.
 */
final class Offers {

  private static final String SYSTEM = "system";

  private final Snapshot snapshot;
  private final String tenant;
  private final Optional<Guest> guest;
  private final List<String> tenants;
  private final Map<Ref, Offer> base = new LinkedHashMap<>();

  Offers(Snapshot snapshot, String tenant, Optional<Guest> guest) {
    this(snapshot, tenant, guest, host -> true);
  }

  /** Of some hosts alone. */
  Offers(Snapshot snapshot, String tenant, Optional<Guest> guest, Set<Ref> hosts) {
    this(snapshot, tenant, guest, hosts::contains);
  }

  private Offers(Snapshot snapshot, String tenant, Optional<Guest> guest, Predicate<Ref> which) {
    this.snapshot = snapshot;
    this.tenant = tenant;
    this.guest = guest;
    this.tenants =
        guest
            .map(Guest::tenants)
            .orElseGet(() -> Stream.of(SYSTEM, tenant).distinct().sorted().toList());
    base(which).forEach(offer -> base.put(offer.ref(), offer));
  }

  /** As for an application that has nothing of them yet. */
  private List<Offer> base(Predicate<Ref> which) {
    Map<Ref, Optional<Share>> shares = new HashMap<>();
    List<Offer> offers = new ArrayList<>();
    for (Resource host : list(Host.KIND)) {
      if (!which.test(host.ref())) {
        continue;
      }
      Host.Spec spec = host.spec().as(Host.Spec.class);
      Optional<Resource> site = get(Site.KIND, host, spec.site()).filter(this::isOffered);
      boolean described =
          !host.status().isEmpty() && host.status().as(Host.Status.class).address() != null;
      if (site.isPresent() && described) {
        boolean open =
            get(Endpoint.KIND, host, spec.endpoint())
                .map(e -> e.status().as(Endpoint.Status.class).facets())
                .filter(facets -> facets.contains(WorkloadFacet.NAME))
                .isPresent();
        offers.add(
            new Offer(
                host,
                site.get(),
                open,
                snapshot.claims(host.ref()),
                Map.of(),
                Contracts.ports(snapshot, tenant, host),
                shares.computeIfAbsent(site.get().ref(), ref -> guest.flatMap(g -> g.share(ref)))));
      }
    }
    return offers;
  }

  /**
   * @param own reservations of the application that are decided anew
   */
  List<Offer> all(List<Resource> own) {
    return owning(base.values().stream(), own);
  }

  /** Of these hosts alone; those that are not there are not in it. */
  List<Offer> among(Set<Ref> hosts, List<Resource> own) {
    return owning(hosts.stream().sorted().filter(base::containsKey).map(base::get), own);
  }

  private List<Offer> owning(Stream<Offer> offers, List<Resource> own) {
    Map<Ref, Map<String, BigDecimal>> held = Amount.byPool(own);
    Map<Ref, Optional<Share>> shares = new HashMap<>();
    return offers
        .map(
            o ->
                o.owning(
                    held.getOrDefault(o.ref(), Map.of()),
                    shares.computeIfAbsent(
                        o.site().ref(),
                        site -> o.share().flatMap(s -> guest.map(g -> g.without(s, held))))))
        .toList();
  }

  private boolean isOffered(Resource site) {
    return guest.filter(g -> g.terms(site.ref()).isEmpty()).isEmpty();
  }

  /** Sites where nothing is offered are refused too: for want of a host. */
  List<Why> empty(Ref workload, List<Offer> offers) {
    return list(Site.KIND).stream()
        .filter(this::isOffered)
        .filter(site -> offers.stream().noneMatch(o -> o.site().ref().equals(site.ref())))
        .map(
            site ->
                new Why(
                    workload,
                    site.ref(),
                    "hosts",
                    "no host",
                    "a host",
                    "Create an Endpoint with site '" + site.ref().name() + "'."))
        .toList();
  }

  private List<Resource> list(String kind) {
    return tenants.stream()
        .flatMap(tenant -> snapshot.list(kind, tenant))
        .filter(r -> !r.isDeleting())
        .toList();
  }

  private Optional<Resource> get(String kind, Resource host, String name) {
    return snapshot.get(new Ref(kind, host.ref().tenant(), name)).filter(r -> !r.isDeleting());
  }
}
