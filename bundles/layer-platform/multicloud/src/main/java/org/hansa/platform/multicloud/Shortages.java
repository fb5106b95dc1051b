package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Optimization;
import org.osgi.service.component.annotations.Component;

/**
 * Where a host has less than is reserved of it, each tenant that is there gets an Optimization,
 * which proposes where its applications may go. It goes when there is enough again, and is known by
 * its name, so that whatever somebody writes into it, it is this host's.
 */
@Component(service = Controller.class)
public final class Shortages implements Controller {

  private static final String PREFIX = "short.";

  private static final Duration EVERY = Duration.ofMinutes(1);

  /** Of the host's own name; what makes it the only one of that name follows. */
  private static final int LONGEST = 200;

  private static final int DIGITS = 8;

  private record Named(String host) {}

  @Override
  public String name() {
    return "multicloud.shortages";
  }

  @Override
  public String kind() {
    return Host.KIND;
  }

  @Override
  public Set<String> writes() {
    return Set.of(Optimization.KIND);
  }

  /** What it is called for a host. */
  static String name(Ref host) {
    String name = host.name().substring(0, Math.min(LONGEST, host.name().length()));
    return PREFIX
        + name
        + (name.matches(".*[a-z0-9]") ? "." : "0.")
        + Doc.of(new Named(host.toString())).digest().substring(0, DIGITS);
  }

  @Override
  public Step step(Snapshot snapshot, Resource host) {
    Optional<Shortage> shortage =
        host.isDeleting() ? Optional.empty() : Shortage.of(snapshot, host.ref());
    Step.Builder step = Step.builder();
    if (shortage.isEmpty()) {
      return over(snapshot, host, step);
    }
    // One tenant at a time, and none that has its fill: so none keeps others from theirs.
    tenants(snapshot, shortage.get()).stream()
        .flatMap(tenant -> change(snapshot, tenant, host).stream())
        .findFirst()
        .ifPresent(change -> step.change(change).again(Duration.ofSeconds(1)));
    return step.again(EVERY).build();
  }

  /** What was accepted is carried out: it leaves by itself what need not be moved any more. */
  private static Step over(Snapshot snapshot, Resource host, Step.Builder step) {
    String name = name(host.ref());
    List<Resource> own =
        snapshot
            .list(Optimization.KIND)
            .filter(o -> o.ref().name().equals(name) && !o.isDeleting())
            .toList();
    List<Resource> idle = own.stream().filter(o -> Accepted.open(o).isEmpty()).toList();
    idle.forEach(o -> step.change(Change.Delete.of(o.ref())));
    return idle.size() == own.size() ? step.build() : step.again(EVERY).build();
  }

  /** It is looked at each hour, for room may come free elsewhere; what is accepted stays so. */
  private static Optional<Change> change(Snapshot snapshot, String tenant, Resource host) {
    Ref ref = new Ref(Optimization.KIND, tenant, name(host.ref()));
    Optional<Resource> standing = snapshot.get(ref);
    Optional<Optimization.Spec> spec = standing.map(r -> r.spec().as(Optimization.Spec.class));
    Doc wanted =
        Doc.of(
            new Optimization.Spec(
                List.of(),
                Optional.of(1),
                spec.flatMap(Optimization.Spec::accept),
                Optional.of(host.ref().toString())));
    boolean stands =
        standing.filter(r -> r.isDeleting() || r.spec().equals(wanted)).isPresent()
            || (standing.isEmpty() && isFull(snapshot, tenant));
    return stands
        ? Optional.empty()
        : Optional.of(
            Change.Put.of(
                new Draft(
                    ref,
                    standing.<Map<String, String>>map(Resource::labels).orElse(Map.of()),
                    Optional.empty(),
                    Set.of(),
                    wanted)));
  }

  private static boolean isFull(Snapshot snapshot, String tenant) {
    return Tenant.chain(tenant).stream()
        .anyMatch(
            each -> {
              Optional<BigDecimal> most =
                  snapshot
                      .get(Tenant.ref(each))
                      .map(r -> r.spec().as(Tenant.Spec.class).quota().get(Optimization.KIND));
              long used =
                  most.isEmpty()
                      ? 0
                      : snapshot
                          .list(Optimization.KIND)
                          .filter(o -> Tenant.reaches(each, o.ref().tenant()))
                          .count();
              return most.filter(n -> BigDecimal.valueOf(used).compareTo(n) >= 0).isPresent();
            });
  }

  /** Those that have something there of what is too little. */
  private static Set<String> tenants(Snapshot snapshot, Shortage shortage) {
    String pool = shortage.host().toString();
    Set<String> tenants = new TreeSet<>();
    snapshot
        .list(Reservation.KIND)
        .filter(r -> r.labels().containsKey(Resource.APPLICATION))
        .filter(
            r -> {
              Reservation.Spec spec = r.spec().as(Reservation.Spec.class);
              return spec.pool().equals(pool) && shortage.eases(spec.amounts());
            })
        .forEach(r -> tenants.add(r.ref().tenant()));
    return tenants;
  }
}
