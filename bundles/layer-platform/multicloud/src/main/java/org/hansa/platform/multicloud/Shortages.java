package org.hansa.platform.multicloud;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Optimization;
import org.osgi.service.component.annotations.Component;

/**
 * Where a host has less than is reserved of it, each tenant that is there gets an Optimization,
 * which proposes where its applications may go. It goes when there is enough again.
 */
@Component(service = Controller.class)
public final class Shortages implements Controller {

  /** By which its own are known: tenant and name of the host. */
  static final String LABEL = "short";

  private static final Duration EVERY = Duration.ofMinutes(1);

  private static final int LONGEST = 253;

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

  @Override
  public Step step(Snapshot snapshot, Resource host) {
    Optional<Shortage> shortage =
        host.isDeleting() ? Optional.empty() : Shortage.of(snapshot, host.ref());
    Step.Builder step = Step.builder();
    List<Resource> own =
        snapshot
            .list(Optimization.KIND)
            .filter(o -> label(host).equals(o.labels().get(LABEL)) && !o.isDeleting())
            .toList();
    if (shortage.isEmpty()) {
      // What was accepted is carried out; it leaves by itself what need not be moved any more.
      List<Resource> over = own.stream().filter(o -> Accepted.open(o).isEmpty()).toList();
      over.forEach(o -> step.change(Change.Delete.of(o.ref())));
      return over.size() == own.size() ? step.build() : step.again(EVERY).build();
    }
    tenancies(snapshot, host)
        .forEach(
            (tenant, applications) -> {
              Ref ref = new Ref(Optimization.KIND, tenant, name(host));
              if (snapshot.get(ref).isEmpty()) {
                step.change(Change.Put.of(draft(ref, host, applications)));
              }
            });
    return step.again(EVERY).build();
  }

  /** It is looked at each hour, for room may come free elsewhere. */
  private static Draft draft(Ref ref, Resource host, Set<String> applications) {
    Optimization.Spec spec =
        new Optimization.Spec(List.copyOf(applications), Optional.of(1), Optional.empty());
    return new Draft(ref, Map.of(LABEL, label(host)), Optional.empty(), Set.of(), Doc.of(spec));
  }

  private static String label(Resource host) {
    return host.ref().tenant() + "." + host.ref().name();
  }

  private static String name(Resource host) {
    String name = LABEL + "." + label(host);
    return name.length() <= LONGEST
        ? name
        : LABEL + "." + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** By tenant, the applications that have something there. */
  private static Map<String, Set<String>> tenancies(Snapshot snapshot, Resource host) {
    String pool = host.ref().toString();
    Map<String, Set<String>> tenancies = new TreeMap<>();
    snapshot
        .list(Reservation.KIND)
        .filter(r -> r.spec().as(Reservation.Spec.class).pool().equals(pool))
        .forEach(
            r ->
                Optional.ofNullable(r.labels().get(Resource.APPLICATION))
                    .ifPresent(
                        application ->
                            tenancies
                                .computeIfAbsent(r.ref().tenant(), t -> new TreeSet<>())
                                .add(application)));
    return tenancies;
  }
}
