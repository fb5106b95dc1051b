package org.hansa.core.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Json;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Backups;

/**
 * Backups, for who operates the installation: a program that makes one each night. They are made in
 * the state folder only, and are restored from the shell only.
 */
@Path("/api/v1/backups")
@Produces(MediaType.APPLICATION_JSON)
public final class BackupApi {

  private final Services services;

  BackupApi(Services services) {
    this.services = services;
  }

  @GET
  public Response list(@Context HttpServletRequest request) {
    Call call = Call.of(request);
    Query.of(request);
    services.gate().require(call.principal(), "read", Backups.ALL);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("items", Json.tree(services.backups().list()));
    return Replies.json(answer);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response make(@Context HttpServletRequest request, InputStream body) throws IOException {
    Call call = Call.of(request);
    Query.of(request);
    Optional<String> name = name(Bodies.object(request, body));
    services.gate().require(call.principal(), "write", Backups.ALL);
    Backups.Backup made =
        services.backups().make(name, call.principal().name(), call.cause(), line -> {});
    return Replies.json(201, Json.tree(made)).build();
  }

  /** Never a path: where else the process may write is nothing that this door tells. */
  private static Optional<String> name(ObjectNode body) {
    Nearest.check("/", body, Set.of("name"));
    JsonNode name = body.path("name");
    if (name.isMissingNode() || name.isNull()) {
      return Optional.empty();
    }
    if (!name.isTextual() || name.textValue().contains("/")) {
      throw Problem.invalid(
          "/name", name.asText(), "a name", "Use lower-case letters, digits, '.', '_' and '-'.");
    }
    return Optional.of(name.textValue());
  }
}
