package org.hansa.itests.simulation;

import java.util.Optional;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.hansa.core.api.Resource;

/** The route on one node that tells the {@link Partner}: it may fail before and after. */
final class PartnerRoutes extends RouteBuilder {

  private final Node node;
  private final Partner partner;
  private final Faults faults;
  private final Bug bug;

  PartnerRoutes(Node node, Partner partner, Faults faults, Bug bug) {
    this.node = node;
    this.partner = partner;
    this.faults = faults;
    this.bug = bug;
  }

  @Override
  public void configure() {
    from("hansa-follow:"
            + Partner.FOLLOWER.name()
            + "?kinds="
            + String.join(",", Partner.KINDS)
            + "&backoffMax=5s&tries=999")
        .routeId("partner.tell")
        .process(exchange -> tell(exchange.getMessage()));
  }

  private void tell(Message message) {
    Happening fault =
        faults.draw(12, Happening.FOLLOWED_FAILS_BEFORE, Happening.FOLLOWED_FAILS_AFTER);
    node.say(
        () ->
            "partner: "
                + message.getHeader("HansaChange")
                + " "
                + message.getHeader("HansaRevision")
                + " "
                + fault);
    if (fault == Happening.FOLLOWED_FAILS_BEFORE) {
      throw new IllegalStateException("the partner does not answer");
    }
    String what = message.getHeader("HansaChange", String.class);
    long revision = message.getHeader("HansaRevision", Long.class);
    Optional<Resource> about = Optional.ofNullable(message.getBody(Resource.class));
    for (int times = bug.told(what, revision); times > 0; times--) {
      partner.told(node, what, revision, about);
    }
    if (fault == Happening.FOLLOWED_FAILS_AFTER) {
      partner.failed();
      throw new IllegalStateException("the partner's answer was lost");
    }
  }
}
