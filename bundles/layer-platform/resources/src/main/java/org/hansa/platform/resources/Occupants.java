package org.hansa.platform.resources;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Instance;

/**
 * What runs on which host, as far as it may be read, and where that is not all that runs there. All
 * that runs is read once, when first asked. For one thread.
 */
final class Occupants {

  /** The part of an instance's status that is read here. */
  private record Seen(Optional<String> id) {}

  private final Snapshot snapshot;
  private boolean isRead;
  private final Map<String, List<Resource>> running = new HashMap<>();
  private final Map<String, Map<String, BigDecimal>> seen = new HashMap<>();

  /** The uids of reservations whose instances are there. */
  private final Set<String> started = new HashSet<>();

  /** By pool: a reservation of which no instance is there, or none that may be read. */
  private final Map<String, String> unstarted = new HashMap<>();

  /**
   * @param snapshot as whoever asks sees it
   */
  Occupants(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  private void read() {
    if (isRead) {
      return;
    }
    isRead = true;
    snapshot.list(Instance.KIND).forEach(this::place);
    snapshot.list(Reservation.KIND).forEach(this::take);
  }

  private void place(Resource instance) {
    instance.owner().ifPresent(owner -> started.add(owner.uid()));
    if (instance.status().as(Seen.class).id().isPresent()) {
      String host = instance.spec().as(Instance.Spec.class).host();
      running.computeIfAbsent(host, h -> new ArrayList<>()).add(instance);
    }
  }

  private void take(Resource reservation) {
    Reservation.Spec spec = reservation.spec().as(Reservation.Spec.class);
    // One of ports alone holds nothing that is used up.
    if (!spec.amounts().isEmpty()) {
      Map<String, BigDecimal> sums = seen.computeIfAbsent(spec.pool(), pool -> new HashMap<>());
      spec.amounts().forEach((unit, n) -> sums.merge(unit, n, BigDecimal::add));
      if (!started.contains(reservation.uid())) {
        unstarted.putIfAbsent(spec.pool(), reservation.ref().name());
      }
    }
  }

  List<Resource> of(Resource host) {
    read();
    return running.getOrDefault(host.ref().toString(), List.of());
  }

  /** Why what runs there is not all known. */
  Optional<String> hidden(Resource host) {
    read();
    Map<String, BigDecimal> mine = seen.getOrDefault(host.ref().toString(), Map.of());
    boolean others =
        snapshot.claims(host.ref()).amounts().entrySet().stream()
            .anyMatch(
                e -> mine.getOrDefault(e.getKey(), BigDecimal.ZERO).compareTo(e.getValue()) != 0);
    if (others) {
      return Optional.of("others' workloads run on " + host.ref().name() + " too");
    }
    if (!mine.isEmpty() && !Levels.answers(host)) {
      return Optional.of(host.ref().name() + " does not answer");
    }
    String idle = unstarted.get(host.ref().toString());
    if (idle != null) {
      return Optional.of("nothing is known of what runs for reservation " + idle);
    }
    return of(host).isEmpty() || meters(host)
        ? Optional.empty()
        : Optional.of("the driver of " + host.ref().name() + " has no meter");
  }

  /** Of an endpoint that is not to be read it is not known: then the ledger tells. */
  private boolean meters(Resource host) {
    String endpoint = host.spec().as(Host.Spec.class).endpoint();
    return snapshot
        .get(new Ref(Endpoint.KIND, host.ref().tenant(), endpoint))
        .map(e -> e.status().as(Endpoint.Status.class).facets().contains(MeterFacet.NAME))
        .orElse(true);
  }
}
