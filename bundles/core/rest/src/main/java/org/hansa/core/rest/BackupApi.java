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
import javax.ws.rs.DELETE;
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
import org.hansa.core.api.store.Backups;

/**
 * Backups, for who operates the installation: a program that makes one each night, and keeps seven.
 * They are made and removed in the state folder only, and are restored from the shell only.
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
    ObjectNode said = Bodies.object(request, body);
    Nearest.check("/", said, Set.of("name", "keep"));
    Optional<String> name = name(said.path("name"));
    Optional<Integer> keep = keep(said.path("keep"), name);
    services.gate().require(call.principal(), "write", Backups.ALL);
    keep.ifPresent(k -> services.gate().require(call.principal(), "delete", Backups.ALL));
    Backups backups = services.backups();
    String by = call.principal().name();
    ObjectNode answer = (ObjectNode) Json.tree(backups.make(name, by, call.cause(), line -> {}));
    keep.ifPresent(
        newest -> answer.set("removed", Json.tree(backups.keep(newest, by, call.cause()))));
    return Replies.json(201, answer).build();
  }

  @DELETE
  @Path("{backup}")
  public Response remove(@PathParam("backup") String name, @Context HttpServletRequest request) {
    Call call = Call.of(request);
    Query.of(request);
    services.gate().require(call.principal(), "delete", Backups.ALL);
    services.backups().remove(name, call.principal().name(), call.cause());
    return Response.noContent().build();
  }

  /** Never a path: where else the process may write is nothing that this door tells. */
  private static Optional<String> name(JsonNode name) {
    if (name.isMissingNode()) {
      return Optional.empty();
    }
    if (!name.isTextual() || name.textValue().contains("/")) {
      throw Problem.invalid(
          "/name", name.asText(), "a name", "Use lower-case letters, digits, '.', '_' and '-'.");
    }
    return Optional.of(name.textValue());
  }

  private static Optional<Integer> keep(JsonNode keep, Optional<String> name) {
    if (keep.isMissingNode()) {
      return Optional.empty();
    }
    if (!keep.isInt() || name.isPresent()) {
      throw Problem.invalid(
          "/keep",
          keep.asText(),
          "a number, and without a name",
          "It counts those that are named by the time.");
    }
    Backups.requireKeep(keep.intValue());
    return Optional.of(keep.intValue());
  }
}
