package org.hansa.platform.wdm;

import java.util.List;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Kinds;
import org.hansa.platform.api.Instance;
import org.osgi.service.component.annotations.Component;

/** The kind that the Workload Deployment Manager owns. */
@Component(service = Kinds.class)
public final class WdmKinds implements Kinds {

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            Instance.KIND,
            "instances",
            1,
            "org.hansa.platform.wdm",
            Instance.Spec.class,
            Instance.Status.class,
            Kind.Writer.OWNERS,
            "One replica of a component, running at one place.",
            List.of(
                new Kind.Column("PHASE", "/status/phase"),
                new Kind.Column("SITE", "/spec/site"),
                new Kind.Column("ID", "/status/id"),
                new Kind.Column("RESTARTS", "/status/restarts"),
                new Kind.Column("STARTED", "/status/started"))));
  }
}
