package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Json;

/** The drivers of the node that is asked. */
@Path("/api/v1/drivers")
@Produces(MediaType.APPLICATION_JSON)
public final class DriverApi {

  private final Services services;

  DriverApi(Services services) {
    this.services = services;
  }

  @GET
  public Response list(@Context HttpServletRequest request) {
    Call call = Call.of(request);
    Query.of(request);
    services.gate().require(call.principal(), "read", Drivers.ALL);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("items", Json.tree(services.drivers().list()));
    return Replies.json(answer);
  }

  /** What every driver keeps: no secret, to whoever is known. */
  @GET
  @Path("rules")
  public Response rules(@Context HttpServletRequest request) {
    Call.of(request);
    Query.of(request);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("items", Json.tree(services.drivers().rules()));
    return Replies.json(answer);
  }
}
