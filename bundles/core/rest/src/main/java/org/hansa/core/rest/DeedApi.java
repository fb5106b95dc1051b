package org.hansa.core.rest;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Account;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Secret;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Gate;

/** What is done with one resource besides reading and writing it. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class DeedApi {

  private static final String ONE = "{plural}/{tenant}/{name}/";
  private static final int MAX_ARGUMENT = 1024;

  private final Services services;
  private final Lookup lookup;

  DeedApi(Services services, Lookup lookup) {
    this.services = services;
    this.lookup = lookup;
  }

  @GET
  @Path(ONE + "explain")
  public Response explain(
      @PathParam("plural") String plural,
      @PathParam("tenant") String tenant,
      @PathParam("name") String name,
      @Context HttpServletRequest request) {
    Call call = Call.of(request);
    Query.of(request);
    Resource found = lookup.read(call, lookup.ref(plural, tenant, name));
    return Replies.json(
        Json.tree(Map.of("reasons", services.planner().explain(call.principal(), found.ref()))));
  }

  @GET
  @Path(ONE + "{function: [a-z][a-z0-9-]{0,62}}")
  public Response ask(
      @PathParam("plural") String plural,
      @PathParam("tenant") String tenant,
      @PathParam("name") String name,
      @PathParam("function") String function,
      @Context HttpServletRequest request) {
    Call call = Call.of(request);
    Query query = Query.any(request);
    Map<String, String> arguments = new TreeMap<>(query.values());
    if (!query.flag(FollowDoor.FOLLOW)) {
      arguments.remove(FollowDoor.FOLLOW);
    }
    arguments.forEach(
        (argument, value) -> {
          if (value.length() > MAX_ARGUMENT) {
            throw Problem.invalid(
                argument, value, "at most " + MAX_ARGUMENT + " characters", "Shorten it.");
          }
        });
    Resource found = lookup.read(call, lookup.ref(plural, tenant, name));
    return Replies.json(
        services.planner().ask(call.principal(), found.ref(), function, arguments).tree());
  }

  @PUT
  @Path(ONE + "values")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response values(
      @PathParam("plural") String plural,
      @PathParam("tenant") String tenant,
      @PathParam("name") String name,
      @Context HttpServletRequest request,
      InputStream body)
      throws IOException {
    Call call = Call.of(request);
    Query.of(request);
    Ref ref = lookup.ref(plural, tenant, name);
    if (!List.of(Secret.KIND, Account.KIND).contains(ref.kind())) {
      throw Trouble.noPath();
    }
    Map<String, String> values = Bodies.values(Bodies.object(request, body));
    services.gate().submit(call.asks(new Change.Values(ref, values)));
    return Response.noContent().build();
  }

  @POST
  @Path(ONE + "hold")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response hold(
      @PathParam("plural") String plural,
      @PathParam("tenant") String tenant,
      @PathParam("name") String name,
      @Context HttpServletRequest request,
      InputStream body)
      throws IOException {
    return held(request, lookup.ref(plural, tenant, name), body, true);
  }

  @POST
  @Path(ONE + "release")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response release(
      @PathParam("plural") String plural,
      @PathParam("tenant") String tenant,
      @PathParam("name") String name,
      @Context HttpServletRequest request,
      InputStream body)
      throws IOException {
    return held(request, lookup.ref(plural, tenant, name), body, false);
  }

  @POST
  @Path(ONE + "retry")
  public Response retry(
      @PathParam("plural") String plural,
      @PathParam("tenant") String tenant,
      @PathParam("name") String name,
      @Context HttpServletRequest request) {
    Call call = Call.of(request);
    Query.of(request);
    Ref ref = lookup.ref(plural, tenant, name);
    return changed(call, ref, new Change.Retry(ref));
  }

  private Response held(HttpServletRequest request, Ref ref, InputStream body, boolean present)
      throws IOException {
    Call call = Call.of(request);
    Query.of(request);
    String reason = Bodies.reason(Bodies.object(request, body));
    return changed(call, ref, new Change.Hold(ref, reason, present));
  }

  private Response changed(Call call, Ref ref, Change change) {
    Gate gate = services.gate();
    return gate.submit(call.asks(change))
        .get(ref)
        .map(now -> Reply.resource(200, gate, now).response())
        .orElseThrow(() -> Problem.notFound(ref));
  }
}
