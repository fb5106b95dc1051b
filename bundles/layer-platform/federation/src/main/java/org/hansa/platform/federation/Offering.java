package org.hansa.platform.federation;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.platform.api.Contract;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Offer;
import org.hansa.platform.api.Ports;
import org.hansa.platform.api.Site;
import org.hansa.platform.api.Terms;

/** A site as its contract offers it: what others have of it is only seen in what is left. */
record Offering(Snapshot snapshot, Terms terms, Resource site) {

  /**
   * What a guest chooses by. Which machine it is, and with whose rights programs run there, is ours
   * to know: by the one a host could be taken for another's.
   */
  private static final Set<String> FACTS =
      Set.of("arch", "os", "kernel", "java", "model", "simulated");

  /**
   * What the guest has on a host, with all tenants below it.
   *
   * @param keys that it has taken whole
   */
  private record Own(Map<String, BigDecimal> amounts, Set<String> keys) {

    Own() {
      this(new HashMap<>(), new HashSet<>());
    }

    void add(Reservation.Spec spec) {
      spec.amounts().forEach((unit, n) -> amounts.merge(unit, n, BigDecimal::add));
      keys.addAll(spec.keys());
    }
  }

  Offer.Place place() {
    Site.Spec s = site.spec().as(Site.Spec.class);
    List<Resource> hosts = hosts();
    Map<Ref, Own> own = own(hosts);
    return new Offer.Place(
        site.ref().name(),
        s.provider(),
        s.jurisdiction(),
        s.location(),
        s.certifications(),
        s.privacy(),
        s.price(),
        s.energy(),
        !site.status().isEmpty() && site.status().as(Site.Status.class).simulated(),
        terms.draining() || s.cordoned().orElse(false),
        hosts.stream().map(host -> machine(host, own)).toList(),
        s.availability());
  }

  /** Those that have been described, of an endpoint that is there. */
  private List<Resource> hosts() {
    return snapshot
        .list(Host.KIND, site.ref().tenant())
        .filter(h -> !h.isDeleting() && !h.status().isEmpty())
        .filter(h -> h.status().as(Host.Status.class).address() != null)
        .filter(h -> h.spec().as(Host.Spec.class).site().equals(site.ref().name()))
        .toList();
  }

  private Map<Ref, Own> own(List<Resource> hosts) {
    Map<Ref, Own> own = new HashMap<>();
    hosts.forEach(host -> own.put(host.ref(), new Own()));
    String guest = terms.spec().guest();
    snapshot
        .list(Reservation.KIND)
        .filter(r -> Tenant.reaches(guest, r.ref().tenant()))
        .map(r -> r.spec().as(Reservation.Spec.class))
        .forEach(
            spec ->
                Optional.ofNullable(own.get(Ref.parse(spec.pool()))).ifPresent(o -> o.add(spec)));
    return own;
  }

  private Offer.Machine machine(Resource host, Map<Ref, Own> own) {
    Host.Status is = host.status().as(Host.Status.class);
    Contract.Range ports = terms.spec().ports();
    int first = Math.max(ports.first(), is.firstPort());
    int last = Math.min(ports.last(), is.lastPort());
    return new Offer.Machine(
        host.ref().name(),
        capacity(host, is, own),
        facts(is),
        is.runtimes(),
        is.address(),
        first,
        last,
        taken(host, is, own.get(host.ref()), first, last),
        is.outside(),
        first <= last && terms.spec().fits(is) && host.is(Condition.READY) && isOpen(host));
  }

  private static Map<String, String> facts(Host.Status is) {
    Map<String, String> facts = new TreeMap<>(is.facts());
    facts.keySet().retainAll(FACTS);
    return facts;
  }

  private boolean isOpen(Resource host) {
    String endpoint = host.spec().as(Host.Spec.class).endpoint();
    return snapshot
        .get(new Ref(Endpoint.KIND, host.ref().tenant(), endpoint))
        .filter(e -> !e.isDeleting())
        .map(e -> e.status().as(Endpoint.Status.class).facets())
        .filter(facets -> facets.contains(WorkloadFacet.NAME))
        .isPresent();
  }

  /**
   * Contracts share cpu and memory: of these what is free there or the guest's own, and no more.
   */
  private Map<String, BigDecimal> capacity(Resource host, Host.Status is, Map<Ref, Own> own) {
    Claims claims = snapshot.claims(host.ref());
    Map<String, BigDecimal> most = terms.most();
    Map<String, BigDecimal> capacity = new TreeMap<>();
    for (String unit : List.of("cpu", "memory")) {
      BigDecimal mine = amount(own.get(host.ref()), unit);
      BigDecimal free =
          is.allocatable()
              .getOrDefault(unit, BigDecimal.ZERO)
              .subtract(claims.amount(unit))
              .add(mine);
      BigDecimal elsewhere =
          own.values().stream()
              .map(o -> amount(o, unit))
              .reduce(BigDecimal.ZERO, BigDecimal::add)
              .subtract(mine);
      Optional<BigDecimal> bound = Optional.ofNullable(most.get(unit));
      BigDecimal may = bound.map(n -> n.subtract(elsewhere).min(free)).orElse(free);
      capacity.put(unit, may.max(BigDecimal.ZERO));
    }
    return capacity;
  }

  private static BigDecimal amount(Own own, String unit) {
    return own.amounts().getOrDefault(unit, BigDecimal.ZERO);
  }

  private List<Integer> taken(Resource host, Host.Status is, Own own, int first, int last) {
    Claims claims = snapshot.claims(host.ref());
    Set<Integer> outside = new HashSet<>(is.takenPorts());
    return IntStream.rangeClosed(first, last)
        .filter(
            port ->
                !own.keys().contains(Ports.key(port))
                    && (outside.contains(port) || claims.keys().contains(Ports.key(port))))
        .boxed()
        .toList();
  }
}
