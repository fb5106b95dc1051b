package org.hansa.platform.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.api.Grant;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;

/**
 * Which contracts let a guest have what, as one state has them. Whoever decides where something of
 * a tenant is put asks here, each time anew: nothing that was written down before counts.
 */
public final class Contracts {

  private static final Comparator<Terms> FIRST =
      Comparator.comparing((Terms t) -> t.obstacle().isPresent())
          .thenComparing(Terms::draining)
          .thenComparing(t -> t.contract().ref());

  private Contracts() {}

  /** True if the tenant, or one above it, is marked as a guest: it has only what contracts say. */
  public static boolean isGuest(Snapshot snapshot, String tenant) {
    return Tenant.chain(tenant).stream()
        .flatMap(each -> snapshot.get(Tenant.ref(each)).stream())
        .anyMatch(r -> r.spec().as(Tenant.Spec.class).guest().orElse(false));
  }

  /** What contracts say of the sites that they share with a tenant, in force or not. */
  public static List<Terms> terms(Snapshot snapshot, String tenant) {
    return snapshot
        .list(Contract.KIND)
        .filter(c -> isFor(c, tenant))
        .flatMap(c -> terms(snapshot, c))
        .toList();
  }

  /**
   * What counts at a site for what is newly placed: of several, the first that is in force and not
   * draining.
   */
  public static Optional<Terms> at(List<Terms> terms, Ref site) {
    return terms.stream().filter(t -> t.site().equals(site)).min(FIRST);
  }

  /** What a contract says of each of its sites. */
  public static Stream<Terms> terms(Snapshot snapshot, Resource contract) {
    Contract.Spec spec = contract.spec().as(Contract.Spec.class);
    Optional<Resource> grant = grant(snapshot, contract);
    Optional<String> obstacle = obstacle(snapshot, contract);
    return spec.sites().stream()
        .map(
            share ->
                new Terms(
                    contract,
                    spec,
                    share,
                    new Ref(Site.KIND, contract.ref().tenant(), share.site()),
                    grant,
                    obstacle));
  }

  /** Why a contract is not in force, with what would help; empty if it is. */
  public static Optional<String> obstacle(Snapshot snapshot, Resource contract) {
    Contract.Spec spec = contract.spec().as(Contract.Spec.class);
    String tenant = contract.ref().tenant();
    if (contract.isDeleting()) {
      return Optional.of("it is being deleted");
    }
    if (!isBelow(contract, spec.guest())) {
      return Optional.of("its guest " + spec.guest() + " is no tenant below " + tenant);
    }
    if (snapshot.get(Tenant.ref(spec.guest())).isEmpty()) {
      return Optional.of("there is no tenant " + spec.guest() + ": create it with 'guest: true'");
    }
    if (!isGuest(snapshot, spec.guest())) {
      return Optional.of("its tenant " + spec.guest() + " is not marked with 'guest: true'");
    }
    long sites = spec.sites().stream().map(Contract.Share::site).distinct().count();
    if (sites < spec.sites().size()) {
      return Optional.of("it names a site twice");
    }
    if (spec.ports().first() > spec.ports().last()) {
      return Optional.of("its ports end before they begin");
    }
    Optional<Instant> over = spec.until().filter(end -> !snapshot.now().isBefore(end));
    if (over.isPresent()) {
      return Optional.of("it is over since " + over.get());
    }
    return grant(snapshot, contract).isPresent()
        ? Optional.empty()
        : Optional.of(
            "no Grant of tenant "
                + tenant
                + " lets "
                + spec.guest()
                + " ask Site: create one with the right ASK Site");
  }

  /** A contract for others than its own tenant's below would bind who has not agreed to it. */
  private static boolean isBelow(Resource contract, String guest) {
    return !guest.equals(contract.ref().tenant()) && Tenant.reaches(contract.ref().tenant(), guest);
  }

  private static boolean isFor(Resource contract, String tenant) {
    String guest = contract.spec().as(Contract.Spec.class).guest();
    return isBelow(contract, guest) && Tenant.reaches(guest, tenant);
  }

  private static Optional<Resource> grant(Snapshot snapshot, Resource contract) {
    String guest = contract.spec().as(Contract.Spec.class).guest();
    return Stream.concat(Tenant.chain(contract.ref().tenant()).stream(), Stream.of(Tenant.SYSTEM))
        .distinct()
        .flatMap(tenant -> snapshot.list(Grant.KIND, tenant))
        .filter(r -> !r.isDeleting())
        .filter(r -> lets(r.spec().as(Grant.Spec.class), guest))
        .findFirst();
  }

  private static boolean lets(Grant.Spec grant, String guest) {
    return grant.to().indexOf('@') < 0
        && Tenant.reaches(grant.to(), guest)
        && grant.rights().stream()
            .anyMatch(
                right ->
                    right.kinds().contains(Site.KIND) && right.verbs().contains(Grant.Verb.ASK));
  }

  /** Which ports a tenant may have on a host: a guest its contract's, the others what is left. */
  public static Ports.Within ports(Snapshot snapshot, String tenant, Resource host) {
    String name = host.spec().as(Host.Spec.class).site();
    Ref site = new Ref(Site.KIND, host.ref().tenant(), name);
    if (isGuest(snapshot, tenant)) {
      return at(terms(snapshot, tenant), site)
          .filter(t -> t.obstacle().isEmpty())
          .map(t -> Ports.Within.only(t.spec().ports()))
          .orElse(Ports.Within.NONE);
    }
    return Ports.Within.except(kept(snapshot, site));
  }

  /** Ranges of ports that contracts keep for guests at a site. */
  public static List<Contract.Range> kept(Snapshot snapshot, Ref site) {
    List<Contract.Range> kept = new ArrayList<>();
    snapshot
        .list(Contract.KIND, site.tenant())
        .filter(c -> !c.isDeleting())
        .map(c -> c.spec().as(Contract.Spec.class))
        .filter(spec -> spec.of(site.name()).isPresent())
        .map(Contract.Spec::ports)
        .filter(range -> range.first() <= range.last())
        .forEach(kept::add);
    return kept;
  }

  /**
   * True if what a guest holds may stay: a contract in force shares the host's site, and has the
   * ports in its range.
   *
   * @param ports that it holds there
   */
  public static boolean lets(List<Terms> terms, Ref site, List<Integer> ports) {
    return terms.stream()
        .filter(t -> t.site().equals(site) && t.obstacle().isEmpty())
        .anyMatch(t -> ports.stream().allMatch(t.spec().ports()::has));
  }
}
