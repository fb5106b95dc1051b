package org.hansa.core.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Json;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;

/**
 * Whether an endpoint keeps the driver contract. It takes longer than a client waits: so one
 * request begins it, and others ask how far it is and what came of it.
 */
@Path("/api/v1/endpoints/{tenant}/{name}/verification")
@Produces(MediaType.APPLICATION_JSON)
public final class VerificationApi {

  private final Services services;
  private final Lookup lookup;

  VerificationApi(Services services, Lookup lookup) {
    this.services = services;
    this.lookup = lookup;
  }

  /** As JSON; the outcome holds the same as JUnit's XML. */
  @GET
  public Response read(
      @PathParam("tenant") String tenant,
      @PathParam("name") String name,
      @Context HttpServletRequest request) {
    Call call = Call.of(request);
    Query.of(request);
    Ref ref = endpoint(call, tenant, name, "read");
    return services
        .drivers()
        .verification(ref)
        .map(found -> Replies.json(Json.tree(found)))
        .orElseThrow(
            () ->
                new Problem(
                    Problem.Reason.NOT_FOUND,
                    ref + " was not verified on this node since its start",
                    "POST here begins it."));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response begin(
      @PathParam("tenant") String tenant,
      @PathParam("name") String name,
      @Context HttpServletRequest request,
      InputStream body)
      throws IOException {
    Call call = Call.of(request);
    Query.of(request);
    ObjectNode said = Bodies.object(request, body);
    Nearest.check("/", said, Set.of("rules", "keep"));
    Drivers.Wanted wanted = new Drivers.Wanted(rules(said.path("rules")), keep(said.path("keep")));
    Ref ref = endpoint(call, tenant, name, "write");
    Drivers.Verification begun =
        services.drivers().verify(ref, wanted, call.principal().name(), call.cause());
    return Replies.json(202, Json.tree(begun)).header("Location", request.getRequestURI()).build();
  }

  private Ref endpoint(Call call, String tenant, String name, String verb) {
    Ref ref = new Ref(Endpoint.KIND, tenant, name);
    services.gate().require(call.principal(), verb, ref);
    return lookup.read(call, ref).ref();
  }

  private static Set<String> rules(JsonNode rules) {
    Set<String> ids = new HashSet<>();
    if (!rules.isMissingNode() && !rules.isArray()) {
      throw Problem.invalid("/rules", rules.toString(), "a list", "GET /api/v1/drivers/rules.");
    }
    for (JsonNode rule : rules) {
      if (!rule.isTextual()) {
        throw Problem.invalid("/rules", rule.toString(), "ids", "GET /api/v1/drivers/rules.");
      }
      ids.add(rule.textValue());
    }
    return ids;
  }

  private static boolean keep(JsonNode keep) {
    if (!keep.isMissingNode() && !keep.isBoolean()) {
      throw Problem.invalid("/keep", keep.toString(), "true or false", "Leave it out.");
    }
    return keep.asBoolean(false);
  }
}
