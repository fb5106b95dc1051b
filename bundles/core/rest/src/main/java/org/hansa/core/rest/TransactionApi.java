package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Pending;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Request;

/** Several resources changed in one transaction: all of them, or none. */
@Path("/api/v1/transactions")
@Produces(MediaType.APPLICATION_JSON)
public final class TransactionApi {

  private final Services services;

  TransactionApi(Services services) {
    this.services = services;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response commit(@Context HttpServletRequest request, InputStream body) throws IOException {
    return committing(request, body).reply().get().response();
  }

  Outcome committing(HttpServletRequest request, InputStream body) throws IOException {
    Call call = Call.of(request);
    boolean dry = Query.of(request, DryRun.FLAG).flag(DryRun.FLAG);
    List<Change> changes = ChangeList.read(Bodies.object(request, body), call.principal().tenant());
    Request asked = Request.of(call.principal(), Call.DOOR, call.cause(), changes);
    Gate gate = services.gate();
    if (dry) {
      Snapshot after = located(() -> gate.rehearse(asked));
      return new Outcome(Pending.done(after), () -> Reply.json(would(gate, after, changes)));
    }
    Pending pending = located(() -> gate.begin(asked));
    boolean minimal = Prefer.minimal(request);
    return new Outcome(
        pending,
        () -> {
          Snapshot after = located(pending::await);
          return minimal
              ? Reply.json("{\"revision\":" + after.revision() + "}").with(Prefer.APPLIED)
              : Reply.json(written(after, changes));
        });
  }

  private static <T> T located(Supplier<T> step) {
    try {
      return step.get();
    } catch (Problem e) {
      throw e.change().isPresent() ? ChangeList.located(e, e.change().getAsInt()) : e;
    }
  }

  /** What each resource would be; nothing of one that would be gone. */
  private static ObjectNode would(Gate gate, Snapshot after, List<Change> changes) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode items = answer.putArray("items");
    for (Change change : changes) {
      Ref ref = ChangeList.ref(change);
      ObjectNode item = items.addObject().put("ref", ref.toString());
      Optional<Resource> would = after.get(ref);
      would.ifPresent(r -> item.set("resource", DryRun.written(gate, r, r.revision() == 0)));
      if (change instanceof Change.Delete) {
        item.put("gone", would.isEmpty());
      }
    }
    return answer;
  }

  /** Where each resource stands: who wants more of it reads it. */
  private static ObjectNode written(Snapshot after, List<Change> changes) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("revision", after.revision());
    ArrayNode items = answer.putArray("items");
    for (Change change : changes) {
      Ref ref = ChangeList.ref(change);
      ObjectNode item = items.addObject().put("ref", ref.toString());
      Optional<Resource> now = after.get(ref);
      now.ifPresent(
          r ->
              item.put("uid", r.uid())
                  .put("generation", r.generation())
                  .put("revision", r.revision()));
      // A deletion that controllers still clean up after leaves the resource there for a while.
      if (change instanceof Change.Delete) {
        item.put("gone", now.isEmpty());
      }
    }
    return answer;
  }
}
