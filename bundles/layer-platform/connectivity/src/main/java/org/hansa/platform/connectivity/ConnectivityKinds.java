package org.hansa.platform.connectivity;

import java.util.List;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Kinds;
import org.hansa.platform.api.Connection;
import org.osgi.service.component.annotations.Component;

/** The kinds that the Cloud Edge Connectivity Manager owns. */
@Component(service = Kinds.class)
public final class ConnectivityKinds implements Kinds {

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            Connection.KIND,
            "connections",
            1,
            "org.hansa.platform.connectivity",
            Connection.Spec.class,
            Connection.Status.class,
            Kind.Writer.OWNERS,
            "A stable address that leads from a consumer to wherever the provider runs.",
            List.of(
                new Kind.Column("FROM", "/spec/from"),
                new Kind.Column("TO", "/spec/to"),
                new Kind.Column("PORT", "/spec/port"),
                new Kind.Column("ADDRESS", "/status/address"),
                new Kind.Column("TARGETS", "/status/targets"))));
  }
}
