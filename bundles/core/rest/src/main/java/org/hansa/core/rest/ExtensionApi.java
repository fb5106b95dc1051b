package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Extensions;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;

/** Archives of code that is installed beside Hansa's own; the extensions themselves are a kind. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class ExtensionApi {

  private static final String ONE = "extensions/system/{name}/";

  private final Services services;

  ExtensionApi(Services services) {
    this.services = services;
  }

  /** With {@code plan=true} it is only said what installing it would do. */
  @PUT
  @Path(ONE + "archive")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  public Response install(
      @PathParam("name") String name, @Context HttpServletRequest request, InputStream body)
      throws IOException {
    Call call = Call.of(request);
    Map<String, String> said = Query.of(request, "plan", "force").values();
    boolean plan = flag(said, "plan");
    boolean force = flag(said, "force");
    services.gate().require(call.principal(), "write", Extensions.ALL);
    if (request.getContentType() == null) {
      throw Trouble.wrongType("a body without a Content-Type");
    }
    Extensions extensions = services.extensions();
    Optional<String> as = Optional.of(name);
    return Replies.json(
        Json.tree(
            plan
                ? extensions.inspect(as, body)
                : extensions.install(call.principal(), "rest", call.cause(), as, body, force)));
  }

  @POST
  @Path(ONE + "rollback")
  public Response rollBack(@PathParam("name") String name, @Context HttpServletRequest request) {
    Call call = Call.of(request);
    Query.of(request);
    String version = services.extensions().rollBack(call.principal(), "rest", call.cause(), name);
    return Replies.json(JsonNodeFactory.instance.objectNode().put("version", version));
  }

  private static boolean flag(Map<String, String> said, String name) {
    String value = said.getOrDefault(name, "false");
    if (!value.equals("true") && !value.equals("false")) {
      throw Problem.invalid(name, value, "true or false", "Leave it out.");
    }
    return value.equals("true");
  }
}
