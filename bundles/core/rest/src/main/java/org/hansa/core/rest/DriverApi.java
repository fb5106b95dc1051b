package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.partner.Refused;
import org.hansa.core.partner.Skeleton;

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

  /** The beginning of a driver of one's own, for whom the archive is all that there is. */
  @GET
  @Path("skeleton")
  @Produces("application/zip")
  public Response skeleton(@Context HttpServletRequest request) {
    Call call = Call.of(request);
    Query query = Query.of(request, "name", "facet", "package", "isolated");
    services.gate().require(call.principal(), "read", Drivers.ALL);
    String name =
        query
            .text("name")
            .orElseThrow(
                () ->
                    new Problem(
                        Problem.Reason.INVALID,
                        "the query parameter name is missing",
                        "Add ?name=acme-rig, the driver's id."));
    try {
      byte[] zip =
          Skeleton.zip(
              name,
              query.text("package").orElseGet(() -> Skeleton.in(name)),
              query.text("facet").orElse(Skeleton.FACET),
              query.flag("isolated"));
      return Response.ok(zip)
          .header("Content-Disposition", "attachment; filename=\"" + name + ".zip\"")
          .build();
    } catch (Refused e) {
      throw new Problem(Problem.Reason.INVALID, e.getMessage(), "Correct it.", List.of(), e);
    }
  }
}
