package org.hansa.core.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Operation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;

/**
 * What is done with one resource and takes longer than a client waits: one request begins it, and
 * how far it is stands in a resource, which can be read, watched and deleted as any.
 */
@Path("/api/v1/{plural}/{tenant}/{name}/operations")
@Produces(MediaType.APPLICATION_JSON)
public final class OperationApi {

  private final SecureRandom random = new SecureRandom();
  private final Services services;
  private final Lookup lookup;

  OperationApi(Services services, Lookup lookup) {
    this.services = services;
    this.lookup = lookup;
  }

  /** With {@code ?key=NAME} it is named so, and asked for again it is the same. */
  @POST
  @Path("{verb: [a-z][a-z0-9-]{0,62}}")
  public Response begin(
      @PathParam("plural") String plural,
      @PathParam("tenant") String tenant,
      @PathParam("name") String name,
      @PathParam("verb") String verb,
      @Context HttpServletRequest request,
      InputStream body)
      throws IOException {
    Call call = Call.of(request);
    Optional<String> key = Query.of(request, "key").text("key");
    Ref subject = lookup.read(call, lookup.ref(plural, tenant, name)).ref();
    Ref ref =
        key.map(given -> new Ref(Operation.KIND, tenant, given))
            .orElseGet(() -> Operation.ref(subject, verb, random.nextInt()));
    Operation.Spec spec =
        new Operation.Spec(subject.kind(), subject.name(), verb, arguments(request, body));
    Resource begun =
        services
            .gate()
            .submit(call.asks(Change.Put.of(Draft.of(ref, Doc.of(spec)))))
            .get(ref)
            .orElseThrow(() -> Problem.notFound(ref));
    return Reply.resource(202, services.gate(), begun).at(lookup.path(ref)).response();
  }

  /** None, as well as an empty object, where nothing is to be said. */
  private static Optional<Map<String, JsonNode>> arguments(
      HttpServletRequest request, InputStream body) throws IOException {
    PushbackInputStream in = new PushbackInputStream(body);
    int first = in.read();
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    if (first >= 0) {
      in.unread(first);
      said = Bodies.object(request, in);
    }
    Map<String, JsonNode> arguments = new TreeMap<>();
    said.properties().forEach(field -> arguments.put(field.getKey(), field.getValue()));
    return Optional.of(arguments).filter(all -> !all.isEmpty());
  }
}
