package org.hansa.platform.multicloud;

import java.util.List;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Kinds;
import org.hansa.platform.api.Workload;
import org.osgi.service.component.annotations.Component;

/** The kind that the Multi-Cloud Orchestrator owns. */
@Component(service = Kinds.class)
public final class MulticloudKinds implements Kinds {

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            Workload.KIND,
            "workloads",
            1,
            "org.hansa.platform.multicloud",
            Workload.Spec.class,
            Workload.Status.class,
            Kind.Writer.OWNERS,
            "One component of an application: so many replicas, and where each is to run.",
            List.of(
                new Kind.Column("APPLICATION", "/spec/application"),
                new Kind.Column("REPLICAS", "/spec/component/replicas"),
                new Kind.Column("READY", "/status/ready"),
                new Kind.Column("SITE", "/status/slots/0/site"))));
  }
}
