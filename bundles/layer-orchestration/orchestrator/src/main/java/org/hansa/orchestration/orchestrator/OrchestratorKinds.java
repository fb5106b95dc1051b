package org.hansa.orchestration.orchestrator;

import java.util.List;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Kinds;
import org.hansa.orchestration.api.Application;
import org.osgi.service.component.annotations.Component;

/** The kind that the Service Orchestrator owns. */
@Component(service = Kinds.class)
public final class OrchestratorKinds implements Kinds {

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            Application.KIND,
            "applications",
            1,
            "org.hansa.orchestration.orchestrator",
            Application.Spec.class,
            Application.Status.class,
            Kind.Writer.USERS,
            "Components, the links between them, and what they need of the places where they run.",
            List.of(
                new Kind.Column("COMPONENTS", "/status/components"),
                new Kind.Column("ADDRESSES", "/status/addresses"))));
  }
}
