package org.hansa.platform.resources;

import java.util.List;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Kinds;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Site;
import org.osgi.service.component.annotations.Component;

/** The kinds that the Cloud Edge Resource Repository owns. */
@Component(service = Kinds.class)
public final class ResourcesKinds implements Kinds {

  private static final String OWNER = "org.hansa.platform.resources";

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            Site.KIND,
            "sites",
            1,
            OWNER,
            Site.Spec.class,
            Site.Status.class,
            Kind.Writer.USERS,
            "A place of a provider where things can run.",
            List.of(
                new Kind.Column("PROVIDER", "/spec/provider"),
                new Kind.Column("JURISDICTION", "/spec/jurisdiction"),
                new Kind.Column("HOSTS", "/status/hosts"),
                new Kind.Column("CPU", "/status/capacity/cpu"),
                new Kind.Column("MEMORY", "/status/capacity/memory"),
                new Kind.Column("SIMULATED", "/status/simulated"),
                new Kind.Column("CORDONED", "/spec/cordoned"))),
        new Kind(
            Host.KIND,
            "hosts",
            1,
            OWNER,
            Host.Spec.class,
            Host.Status.class,
            Kind.Writer.OWNERS,
            "A machine behind an endpoint, of which workloads reserve a part.",
            List.of(
                new Kind.Column("SITE", "/spec/site"),
                new Kind.Column("CPU", "/status/allocatable/cpu"),
                new Kind.Column("MEMORY", "/status/allocatable/memory"),
                new Kind.Column("RUNTIMES", "/status/runtimes"),
                new Kind.Column("ADDRESS", "/status/address"))));
  }
}
