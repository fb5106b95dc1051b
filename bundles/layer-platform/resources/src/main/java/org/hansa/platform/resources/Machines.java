package org.hansa.platform.resources;

import java.util.Comparator;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.driver.workload.HostState;
import org.hansa.platform.api.Host;

/**
 * One machine behind two endpoints is one machine, and has its capacity once: the Host that was
 * first has it. Drivers that can tell say so by the fact {@code machine}.
 */
final class Machines {

  static final String DUPLICATE = "Duplicate";

  private static final String FACT = "machine";

  /** Whoever has the machine keeps it; among those who wait for it, the elder is first. */
  private static final Comparator<Resource> FIRST =
      Comparator.comparing(Machines::waits)
          .thenComparing(Resource::created)
          .thenComparing(r -> r.ref().toString());

  private Machines() {}

  /** Why the host may not offer its machine; empty if it may. */
  static Optional<String> other(Snapshot snapshot, Resource endpoint, Ref ref, HostState found) {
    String machine = found.facts().getOrDefault(FACT, "");
    if (machine.isEmpty()) {
      return Optional.empty();
    }
    Optional<Resource> own = snapshot.get(ref);
    return snapshot
        .list(Host.KIND)
        .filter(h -> h.owner().filter(o -> o.uid().equals(endpoint.uid())).isEmpty())
        .filter(h -> machine.equals(h.status().as(Host.Status.class).facts().get(FACT)))
        .filter(h -> own.filter(o -> FIRST.compare(o, h) < 0).isEmpty())
        .min(FIRST)
        .map(h -> why(ref, h.ref()));
  }

  private static boolean waits(Resource host) {
    return host.condition(Condition.READY).filter(c -> c.reason().equals(DUPLICATE)).isPresent();
  }

  /** Another tenant's name is not for everybody who may read this host. */
  private static String why(Ref ref, Ref other) {
    return "its machine is "
        + (ref.tenant().equals(other.tenant())
            ? other + " already"
            : "offered by another tenant's endpoint")
        + "; delete one of the two endpoints";
  }
}
