package org.hansa.core.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
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
import org.hansa.core.api.Json;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.format.Importer;
import org.hansa.core.console.Imports;

/**
 * What a document in another format comes to. Nothing is kept and nothing of what is here is told,
 * so whoever is known may ask; what is made of it goes through plan and apply as all else.
 */
@Path("/api/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
public final class ImportApi {

  private final Services services;

  ImportApi(Services services) {
    this.services = services;
  }

  @GET
  public Response formats(@Context HttpServletRequest request) {
    Call.of(request);
    Query.of(request);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode items = answer.putArray("items");
    services.importers().stream()
        .sorted(Comparator.comparing(Importer::format))
        .forEach(i -> items.addObject().put("format", i.format()).put("about", i.about()));
    return Replies.json(answer);
  }

  /** The body is the document itself. */
  @POST
  @Path("{format}")
  @Consumes(MediaType.TEXT_PLAIN)
  public Response document(
      @PathParam("format") String format, @Context HttpServletRequest request, InputStream body)
      throws IOException {
    Call call = Call.of(request);
    Query query = Query.of(request, "name", "tenant");
    Bodies.encoding(request.getContentType());
    byte[] utf8 = body.readNBytes(Imports.MAX_BYTES + 1);
    if (utf8.length > Imports.MAX_BYTES) {
      throw Imports.tooLong();
    }
    return answer(
        format,
        YamlRequest.text(utf8),
        new Importer.Wanted(
            query.text("tenant").orElse(call.principal().tenant()), query.text("name"), Map.of()));
  }

  /** The document is a text among what else is to be said: names, and variables with secrets. */
  @POST
  @Path("{format}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response said(
      @PathParam("format") String format, @Context HttpServletRequest request, InputStream body)
      throws IOException {
    Call call = Call.of(request);
    Query query = Query.of(request, "name", "tenant");
    ObjectNode said = Bodies.object(request, body);
    if (!said.path("text").isTextual()) {
      throw new Problem(
          Problem.Reason.INVALID,
          "/text is no document",
          "Send the document itself as text/plain, or {\"text\": \"...\"}.");
    }
    Nearest.check("/", said, Set.of("text", "name", "tenant", "env"));
    return answer(
        format,
        said.get("text").textValue(),
        new Importer.Wanted(
            text(said, "tenant").or(() -> query.text("tenant")).orElse(call.principal().tenant()),
            text(said, "name").or(() -> query.text("name")),
            variables(said.path("env"))));
  }

  private Response answer(String format, String text, Importer.Wanted wanted) {
    return Replies.json(Imports.read(services.importers(), format, text, wanted));
  }

  private static Optional<String> text(ObjectNode said, String field) {
    JsonNode value = said.path(field);
    if (!value.isMissingNode() && !value.isTextual()) {
      throw Problem.invalid("/" + field, Json.text(value), "a text", "Write it in quotes.");
    }
    return Optional.ofNullable(value.textValue());
  }

  /** What they say may be secret, so no message holds it. */
  private static Map<String, String> variables(JsonNode env) {
    if (env.isMissingNode()) {
      return Map.of();
    }
    if (env instanceof ObjectNode object) {
      return Bodies.values(object);
    }
    throw new Problem(Problem.Reason.INVALID, "/env is no object", "Write {\"NAME\": \"value\"}.");
  }
}
