package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.PATCH;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Pending;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Request;

/** One resource: read, put, patched, deleted. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class ResourceApi {

  private static final String ONE = "{plural}/{tenant}/{name}";
  static final List<String> USERS = List.of("kind", "tenant", "name", "labels", "spec");

  /** How often a patch without If-Match is made anew on what another writer left. */
  private static final int TRIES = 20;

  private final Services services;
  private final Lookup lookup;

  ResourceApi(Services services, Lookup lookup) {
    this.services = services;
    this.lookup = lookup;
  }

  @GET
  @Path(ONE)
  public Response get(
      @PathParam("plural") String plural,
      @PathParam("tenant") String tenant,
      @PathParam("name") String name,
      @Context HttpServletRequest request) {
    return got(plural, tenant, name, request).response();
  }

  Reply got(String plural, String tenant, String name, HttpServletRequest request) {
    Optional<Long> at = Lookup.at(Query.of(request, Lookup.AT));
    Resource found = lookup.read(Call.of(request), lookup.ref(plural, tenant, name), at);
    Gate gate = services.gate();
    // What the gate adds (for instance Unattended) changes without a new revision.
    if (Tags.known(request, found) && gate.shown(found).equals(found)) {
      return Reply.bare(304, Map.of("ETag", Tags.of(found)));
    }
    return Reply.resource(200, gate, found);
  }

  @PUT
  @Path(ONE)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response put(
      @PathParam("plural") String plural,
      @PathParam("tenant") String tenant,
      @PathParam("name") String name,
      @Context HttpServletRequest request,
      InputStream body)
      throws IOException {
    return storing(plural, tenant, name, request, body).reply().get().response();
  }

  Outcome storing(
      String plural, String tenant, String name, HttpServletRequest request, InputStream body)
      throws IOException {
    Call call = Call.of(request);
    boolean dry = Query.of(request, DryRun.FLAG).flag(DryRun.FLAG);
    Ref ref = lookup.ref(plural, tenant, name);
    Draft draft = Bodies.draft(Bodies.object(request, body), ref);
    Optional<Resource> before = services.gate().view(call.principal()).get(ref);
    Change.Put put = new Change.Put(draft, Tags.wanted(request, before));
    return dry ? trying(call, put) : writing(call, put, before, Prefer.minimal(request));
  }

  @PATCH
  @Path(ONE)
  @Consumes({Bodies.MERGE_PATCH, Bodies.JSON_PATCH, MediaType.APPLICATION_JSON})
  public Response patch(
      @PathParam("plural") String plural,
      @PathParam("tenant") String tenant,
      @PathParam("name") String name,
      @Context HttpServletRequest request,
      InputStream body)
      throws IOException {
    Call call = Call.of(request);
    boolean dry = Query.of(request, DryRun.FLAG).flag(DryRun.FLAG);
    Ref ref = lookup.ref(plural, tenant, name);
    UnaryOperator<ObjectNode> patch = Bodies.patch(request, body);
    for (int left = TRIES; ; left--) {
      Resource before = lookup.read(call, ref);
      Optional<Long> wanted = Tags.wanted(request, Optional.of(before));
      try {
        ObjectNode whole = patch.apply(ResourceJson.write(before).retain(USERS));
        Change.Put put =
            new Change.Put(
                Bodies.draft(whole, ref), wanted.or(() -> Optional.of(before.revision())));
        Outcome outcome =
            dry
                ? trying(call, put)
                : writing(call, put, Optional.of(before), Prefer.minimal(request));
        return outcome.reply().get().response();
      } catch (Problem e) {
        if (wanted.isPresent() || left == 1 || e.reason() != Problem.Reason.PRECONDITION) {
          throw e;
        }
      }
    }
  }

  @DELETE
  @Path(ONE)
  public Response delete(
      @PathParam("plural") String plural,
      @PathParam("tenant") String tenant,
      @PathParam("name") String name,
      @Context HttpServletRequest request) {
    return removed(plural, tenant, name, request).response();
  }

  Reply removed(String plural, String tenant, String name, HttpServletRequest request) {
    Call call = Call.of(request);
    boolean dry = Query.of(request, DryRun.FLAG).flag(DryRun.FLAG);
    Ref ref = lookup.ref(plural, tenant, name);
    Gate gate = services.gate();
    Optional<Long> revision =
        request.getHeader("If-Match") == null
            ? Optional.empty()
            : Tags.wanted(request, gate.view(call.principal()).get(ref));
    Request asked = call.asks(new Change.Delete(ref, revision));
    Snapshot after = dry ? gate.rehearse(asked) : gate.submit(asked);
    // 202 while controllers still clean up, 204 when it is gone.
    return after
        .get(ref)
        .map(left -> dry ? DryRun.reply(202, gate, left, false) : Reply.resource(202, gate, left))
        .orElseGet(() -> Reply.bare(204, Map.of()));
  }

  private Outcome writing(Call call, Change.Put put, Optional<Resource> before, boolean minimal) {
    Gate gate = services.gate();
    Pending pending = gate.begin(call.asks(put));
    return new Outcome(
        pending,
        () -> written(gate, pending.await(), put.draft().ref(), before.isEmpty(), minimal));
  }

  private Outcome trying(Call call, Change.Put put) {
    Gate gate = services.gate();
    Ref ref = put.draft().ref();
    Snapshot after = gate.rehearse(call.asks(put));
    Resource would = after.get(ref).orElseThrow(() -> Problem.notFound(ref));
    boolean made = would.revision() == 0;
    return new Outcome(
        Pending.done(after), () -> DryRun.reply(made ? 201 : 200, gate, would, made));
  }

  private Reply written(Gate gate, Snapshot after, Ref ref, boolean made, boolean minimal) {
    Resource now = after.get(ref).orElseThrow(() -> Problem.notFound(ref));
    return made
        ? Reply.written(201, gate, now, minimal).at(lookup.path(ref))
        : Reply.written(minimal ? 204 : 200, gate, now, minimal);
  }
}
