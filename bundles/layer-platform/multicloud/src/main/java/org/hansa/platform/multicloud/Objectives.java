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
    return policies(application)
        .flatMap(Application.Policies::objective)
        .or(() -> policy(snapshot, application))
        .or(() -> inherited(snapshot, application.ref().tenant(), PlacementPolicy.DEFAULT))
        .orElse(Objective.NONE);
  }

  /** That the policy which it names is nowhere: it is placed all the same, and says so. */
  static Optional<String> missing(Snapshot snapshot, Resource application) {
    return policies(application)
        .flatMap(Application.Policies::policy)
        .filter(name -> policy(snapshot, application).isEmpty())
        .map(
            name ->
                "no PlacementPolicy '"
                    + name
                    + "' in "
                    + application.ref().tenant()
                    + " or above, so the default counts: create it, or name another");
  }

  private static Optional<Objective> policy(Snapshot snapshot, Resource application) {
    return policies(application)
        .flatMap(Application.Policies::policy)
        .flatMap(name -> inherited(snapshot, application.ref().tenant(), name));
  }

  private static Optional<Application.Policies> policies(Resource application) {
    return application.spec().as(Application.Spec.class).policies();
  }

  private static Optional<Objective> inherited(Snapshot snapshot, String tenant, String name) {
    Optional<Objective> own =
        snapshot
            .get(new Ref(PlacementPolicy.KIND, tenant, name))
            .filter(policy -> !policy.isDeleting())
            .map(policy -> policy.spec().as(PlacementPolicy.Spec.class).objective());
    return own.isPresent() || tenant.equals(Tenant.SYSTEM)
        ? own
        : inherited(snapshot, Tenant.parent(tenant), name);
  }
}
