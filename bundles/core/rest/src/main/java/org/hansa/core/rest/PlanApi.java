package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.plan.Plan;

/** Plans: shown, kept, applied. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class PlanApi {

  private final Services services;

  PlanApi(Services services) {
    this.services = services;
  }

  /** Says what would be done, and keeps nothing; of all as it stands with {@code "all": true}. */
  @POST
  @Path("plan")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response plan(@Context HttpServletRequest request, InputStream body) throws IOException {
    Call call = Call.of(request);
    Query.of(request);
    ObjectNode wanted = Bodies.object(request, body);
    Plan.Status plan =
        Bodies.isAll(wanted)
            ? services.planner().planAll(call.principal())
            : services
                .planner()
                .plan(call.principal(), Bodies.changes(wanted, call.principal().tenant()));
    return Replies.json(Json.tree(plan));
  }

  /** Plans and does at once. */
  @POST
  @Path("apply")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response apply(@Context HttpServletRequest request, InputStream body) throws IOException {
    Call call = Call.of(request);
    List<Change> changes = changes(call, request, body);
    return Replies.json(
        Json.tree(services.planner().apply(call.principal(), Call.DOOR, call.cause(), changes)));
  }

  @POST
  @Path("plans/{tenant}/{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response store(
      @PathParam("tenant") String tenant,
      @PathParam("name") String name,
      @Context HttpServletRequest request,
      InputStream body)
      throws IOException {
    Call call = Call.of(request);
    Ref ref = new Ref(Plan.KIND, tenant, name);
    List<Change> changes = changes(call, request, body);
    Resource plan =
        services.planner().store(call.principal(), Call.DOOR, call.cause(), ref, changes);
    return Reply.resource(201, services.gate(), plan)
        .at("/api/v1/plans/" + tenant + "/" + name)
        .response();
  }

  @POST
  @Path("plans/{tenant}/{name}/apply")
  public Response applyStored(
      @PathParam("tenant") String tenant,
      @PathParam("name") String name,
      @Context HttpServletRequest request) {
    Call call = Call.of(request);
    Query.of(request);
    Ref ref = new Ref(Plan.KIND, tenant, name);
    Resource plan = services.planner().apply(call.principal(), Call.DOOR, call.cause(), ref);
    return Reply.resource(200, services.gate(), plan).response();
  }

  private static List<Change> changes(Call call, HttpServletRequest request, InputStream body)
      throws IOException {
    Query.of(request);
    return Bodies.changes(Bodies.object(request, body), call.principal().tenant());
  }
}
