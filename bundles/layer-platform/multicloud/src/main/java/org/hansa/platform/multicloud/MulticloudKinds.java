package org.hansa.platform.multicloud;

import java.util.List;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Kinds;
import org.hansa.platform.api.Optimization;
import org.hansa.platform.api.PlacementPolicy;
import org.hansa.platform.api.Workload;
import org.osgi.service.component.annotations.Component;

/** The kinds that the Multi-Cloud Orchestrator owns. */
@Component(service = Kinds.class)
public final class MulticloudKinds implements Kinds {

  private static final String OWNER = "org.hansa.platform.multicloud";

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            Workload.KIND,
            "workloads",
            1,
            OWNER,
            Workload.Spec.class,
            Workload.Status.class,
            Kind.Writer.OWNERS,
            "One component of an application: so many replicas, and where each is to run.",
            List.of(
                new Kind.Column("APPLICATION", "/spec/application"),
                new Kind.Column("REPLICAS", "/spec/component/replicas"),
                new Kind.Column("READY", "/status/ready"),
                new Kind.Column("SITE", "/status/slots/0/site"))),
        new Kind(
            PlacementPolicy.KIND,
            "placementpolicies",
            1,
            OWNER,
            PlacementPolicy.Spec.class,
            PlacementPolicy.Status.class,
            Kind.Writer.USERS,
            "Which places are best for the applications of this tenant and of those below that do"
                + " not say so: the one called default, or that which an application names.",
            List.of(
                new Kind.Column("ORDER", "/spec/objective/order"),
                new Kind.Column("WEIGHTS", "/spec/objective/weights"),
                new Kind.Column("MOVES", "/spec/objective/moves"))),
        new Kind(
            Optimization.KIND,
            "optimizations",
            1,
            OWNER,
            Optimization.Spec.class,
            Optimization.Status.class,
            Kind.Writer.USERS,
            "Moves of what runs that repay, found for applications of this tenant together; what is"
                + " accepted of them is done.",
            List.of(
                new Kind.Column("PROPOSAL", "/status/proposal/id"),
                new Kind.Column("SAVES", "/status/proposal/savesPerHour"),
                new Kind.Column("COSTS", "/status/proposal/costsOnce"),
                new Kind.Column("ACCEPT", "/spec/accept"),
                new Kind.Column("DONE", "/status/done"))));
  }
}
