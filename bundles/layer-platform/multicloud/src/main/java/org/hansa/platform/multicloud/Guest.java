package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.control.Step;
import org.hansa.platform.api.Contracts;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Site;
import org.hansa.platform.api.Terms;
import org.hansa.platform.multicloud.Placement.Assignment;

/** What contracts let the applications of a guest have, as one state has it. */
final class Guest {

  private static final String TCP = "tcp/";

  private final Snapshot snapshot;
  private final String tenant;
  private final List<Terms> terms;

  private Guest(Snapshot snapshot, String tenant) {
    this.snapshot = snapshot;
    this.tenant = tenant;
    this.terms = Contracts.terms(snapshot, tenant);
  }

  /** Empty if the tenant is no guest. */
  static Optional<Guest> of(Snapshot snapshot, String tenant) {
    return Contracts.isGuest(snapshot, tenant)
        ? Optional.of(new Guest(snapshot, tenant))
        : Optional.empty();
  }

  /** Those that have the sites. */
  List<String> tenants() {
    return terms.stream().map(t -> t.site().tenant()).distinct().sorted().toList();
  }

  Optional<Terms> terms(Ref site) {
    return Contracts.at(terms, site);
  }

  Optional<Share> share(Ref site) {
    return terms(site).map(t -> new Share(t, used(t)));
  }

  /** The same for an application that holds this, by host. */
  Share without(Share share, Map<Ref, Map<String, BigDecimal>> held) {
    Map<String, BigDecimal> others = new HashMap<>(share.others());
    held.forEach(
        (host, amounts) -> {
          if (site(host).filter(share.terms().site()::equals).isPresent()) {
            amounts.forEach((unit, n) -> others.merge(unit, n.negate(), BigDecimal::add));
          }
        });
    return share.beside(others);
  }

  /** What the contract's guest has at the site, with all tenants below it. */
  private Map<String, BigDecimal> used(Terms t) {
    Map<String, BigDecimal> used = new HashMap<>();
    snapshot
        .list(Reservation.KIND)
        .filter(r -> Tenant.reaches(t.spec().guest(), r.ref().tenant()))
        .map(r -> r.spec().as(Reservation.Spec.class))
        .filter(spec -> site(Ref.parse(spec.pool())).filter(t.site()::equals).isPresent())
        .forEach(spec -> spec.amounts().forEach((unit, n) -> used.merge(unit, n, BigDecimal::add)));
    return used;
  }

  private Optional<Ref> site(Ref host) {
    return snapshot
        .get(host)
        .map(h -> new Ref(Site.KIND, host.tenant(), h.spec().as(Host.Spec.class).site()));
  }

  /** True if a reservation stands where no contract lets it: what runs there is ended. */
  boolean ends(Resource reservation) {
    Reservation.Spec spec = reservation.spec().as(Reservation.Spec.class);
    List<Integer> ports =
        spec.keys().stream()
            .filter(key -> key.startsWith(TCP))
            .map(key -> Integer.valueOf(key.substring(TCP.length())))
            .toList();
    Ref host = Ref.parse(spec.pool());
    Optional<Ref> site = site(host);
    // Of a host that is not there nothing is known.
    return site.isPresent() && !Contracts.lets(fitting(host), site.get(), ports);
  }

  private List<Terms> fitting(Ref host) {
    Host.Status is = snapshot.get(host).orElseThrow().status().as(Host.Status.class);
    return terms.stream().filter(t -> t.spec().fits(is)).toList();
  }

  /** The next time at which a contract is over by itself. */
  void watch(Step.Builder step) {
    terms.stream()
        .filter(t -> t.obstacle().isEmpty())
        .flatMap(t -> t.spec().until().stream())
        .map(until -> Duration.between(snapshot.now(), until))
        .forEach(step::again);
  }

  /** For what is newly taken: that the contract says the same, and nothing more was taken of it. */
  void rely(Step.Builder step, List<Assignment> assignments) {
    List<Terms> used = new ArrayList<>();
    for (Assignment a : assignments) {
      boolean more = a.moved() || !a.need().holds(a.offer().ref());
      a.offer().share().filter(s -> more).map(Share::terms).ifPresent(used::add);
    }
    for (Terms t : used.stream().distinct().toList()) {
      Resource contract = t.contract();
      step.relied(Relied.is(contract.ref(), "/generation", Long.toString(contract.generation())));
      t.grant().ifPresent(grant -> step.relied(Relied.unchanged(grant)));
      String guest = t.spec().guest();
      for (String unit : t.most().keySet()) {
        step.relied(
            Relied.reserved(Tenant.ref(guest), unit, Relied.reserved(snapshot, guest, unit)));
      }
    }
  }

  /** What stands in the way of all that it has, and of what it might have. */
  Optional<String> trouble() {
    if (terms.isEmpty()) {
      return Optional.of(
          "no contract names tenant "
              + tenant
              + ", which is a guest here: ask who has the sites for one");
    }
    String troubles =
        terms.stream()
            .flatMap(t -> t.obstacle().map(why -> says(t, why)).stream())
            .distinct()
            .sorted()
            .collect(Collectors.joining("; "));
    return Optional.of(troubles).filter(t -> !t.isEmpty());
  }

  private static String says(Terms t, String why) {
    return "contract " + t.contract().ref().name() + " is not in force: " + why;
  }
}
