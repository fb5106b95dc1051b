package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.store.Backups;
import org.hansa.core.api.store.Inspector;

/**
 * Whether the database is as it was written, for who operates the installation. To look at all of
 * it may take minutes, longer than a client waits: so one request begins it, and others ask how far
 * it is and what came of it.
 */
@Path(InspectionApi.PATH)
@Produces(MediaType.APPLICATION_JSON)
public final class InspectionApi {

  static final String PATH = "/api/v1/inspection";

  private final Services services;

  InspectionApi(Services services) {
    this.services = services;
  }

  /** Who may have backups listed may know whether one is needed. */
  @GET
  public Response reports(@Context HttpServletRequest request) {
    Call call = Call.of(request);
    Query.of(request);
    services.gate().require(call.principal(), "read", Backups.ALL);
    Inspector.Reports reports = services.inspector().reports();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    reports.running().ifPresent(report -> answer.set("running", report.written()));
    reports.last().ifPresent(report -> answer.set("last", report.written()));
    return Replies.json(answer);
  }

  @POST
  public Response begin(@Context HttpServletRequest request) {
    Call call = Call.of(request);
    Query.of(request);
    services.gate().require(call.principal(), "write", Backups.ALL);
    Inspector.Report begun = services.inspector().begin(call.principal().name(), call.cause());
    return Replies.json(202, begun.written()).header("Location", PATH).build();
  }
}
