package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Installation;

/**
 * What would be done outside if nothing held the installation: for whoever is about to release it,
 * after a restore or after a look at peace. Releasing is {@link DeedApi}'s, as for any resource.
 */
@Path("/api/v1/installations/system/self/difference")
@Produces(MediaType.APPLICATION_JSON)
public final class DifferenceApi {

  private final Services services;

  DifferenceApi(Services services) {
    this.services = services;
  }

  /** Answered without a hold too: then it says what is about to be done anyway. */
  @GET
  public Response difference(@Context HttpServletRequest request) {
    Call call = Call.of(request);
    Query.of(request);
    // As store:accept: it names what all tenants have outside, so a right to read is not enough.
    services.gate().require(call.principal(), "hold", Installation.SELF);
    ObjectNode answer = services.outlook().difference().written();
    ArrayNode holds = answer.putArray("holds");
    services
        .store()
        .snapshot()
        .get(Installation.SELF)
        .ifPresent(self -> self.holds().forEach(holds::add));
    return Replies.json(answer);
  }
}
