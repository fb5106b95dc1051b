package org.hansa.platform.federation;

import java.util.List;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Kinds;
import org.hansa.platform.api.Contract;
import org.hansa.platform.api.Offer;
import org.osgi.service.component.annotations.Component;

/** The kinds that the Cloud Edge Federation owns. */
@Component(service = Kinds.class)
public final class FederationKinds implements Kinds {

  private static final String OWNER = "org.hansa.platform.federation";

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            Contract.KIND,
            "contracts",
            1,
            OWNER,
            Contract.Spec.class,
            Contract.Status.class,
            Kind.Writer.USERS,
            "What a guest may have of this tenant's sites.",
            List.of(
                new Kind.Column("GUEST", "/spec/guest"),
                new Kind.Column("SITE", "/spec/sites/0/site"),
                new Kind.Column("UNTIL", "/spec/until"),
                new Kind.Column("DRAINING", "/spec/draining"),
                new Kind.Column("IN FORCE", "/status/inForce"))),
        new Kind(
            Offer.KIND,
            "offers",
            1,
            OWNER,
            Offer.Spec.class,
            Offer.Status.class,
            Kind.Writer.OWNERS,
            "What a contract offers to this tenant, which is a guest.",
            List.of(
                new Kind.Column("CONTRACT", "/spec/contract"),
                new Kind.Column("UNTIL", "/spec/until"),
                new Kind.Column("DRAINING", "/spec/draining"),
                new Kind.Column("IN FORCE", "/status/inForce"))));
  }
}
