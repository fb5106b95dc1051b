package org.hansa.sustainability.scheduler;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.platform.api.Contracts;
import org.hansa.platform.api.Site;
import org.hansa.platform.api.Terms;
import org.hansa.sustainability.api.EnergySeries;

/**
 * Which series a tenant's jobs are planned by: of the sites where its applications may be placed,
 * and of no other. A guest has those that contracts in force name; who has a site of its own of
 * that name is not reckoned with the provider's.
 */
final class Whose {

  private final Snapshot snapshot;
  private final String tenant;

  /** Of a guest what contracts say; empty if it is none. */
  private final Optional<List<Terms>> terms;

  Whose(Snapshot snapshot, String tenant) {
    this.snapshot = snapshot;
    this.tenant = tenant;
    this.terms =
        Contracts.isGuest(snapshot, tenant)
            ? Optional.of(Contracts.terms(snapshot, tenant))
            : Optional.empty();
  }

  /** Empty if there is none, or it makes no sense, or the tenant may not have it. */
  Optional<Resource> series(String site) {
    return owner(site)
        .flatMap(t -> snapshot.get(new Ref(EnergySeries.KIND, t, site)))
        .filter(r -> !r.isDeleting() && Issues.trouble(snapshot, r).isEmpty());
  }

  private Optional<String> owner(String site) {
    if (terms.isPresent()) {
      return terms.get().stream()
          .filter(t -> t.obstacle().isEmpty() && t.site().name().equals(site))
          .map(t -> t.site().tenant())
          .sorted()
          .findFirst();
    }
    return Stream.of(tenant, Tenant.SYSTEM)
        .filter(
            t -> t.equals(Tenant.SYSTEM) || snapshot.get(new Ref(Site.KIND, t, site)).isPresent())
        .findFirst();
  }
}
