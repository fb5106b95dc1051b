package org.hansa.platform.multicloud;

import java.util.Optional;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Objective;
import org.hansa.platform.api.PlacementPolicy;

/** What is best for an application: as it says itself, or else the nearest tenant that says it. */
final class Objectives {

  private Objectives() {}

  static Objective of(Snapshot snapshot, Resource application) {
    return application
        .spec()
        .as(Application.Spec.class)
        .policies()
        .flatMap(Application.Policies::objective)
        .or(() -> inherited(snapshot, application.ref().tenant()))
        .orElse(Objective.NONE);
  }

  private static Optional<Objective> inherited(Snapshot snapshot, String tenant) {
    Optional<Objective> own =
        snapshot
            .get(new Ref(PlacementPolicy.KIND, tenant, PlacementPolicy.DEFAULT))
            .filter(policy -> !policy.isDeleting())
            .map(policy -> policy.spec().as(PlacementPolicy.Spec.class).objective());
    return own.isPresent() || tenant.equals(Tenant.SYSTEM)
        ? own
        : inherited(snapshot, Tenant.parent(tenant));
  }
}
