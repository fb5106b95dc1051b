package org.hansa.core.rest;

import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Json;
import org.hansa.core.api.Progress;
import org.hansa.core.api.gate.RootKeys;

/** Renewal of the root key, for who operates the installation. It never leaves the machine. */
@Path("/api/v1/root-key/renew")
@Produces(MediaType.APPLICATION_JSON)
public final class RootKeyApi {

  private final Services services;

  RootKeyApi(Services services) {
    this.services = services;
  }

  @POST
  public Response renew(@Context HttpServletRequest request) {
    Call call = Call.of(request);
    Query.of(request);
    services.gate().require(call.principal(), "write", RootKeys.KEY);
    return Replies.json(
        Json.tree(
            services.rootKeys().renew(call.principal().name(), call.cause(), Progress.UNHEARD)));
  }
}
