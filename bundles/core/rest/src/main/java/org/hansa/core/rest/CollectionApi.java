package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
import org.hansa.core.api.Draft;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Request;

/** All resources of a kind: lists in pages, and the making of new ones. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class CollectionApi {

  /** A page ends here even if fewer than {@code limit} fit, so that any reader of ours takes it. */
  private static final int PAGE_BYTES = 2 << 20;

  private static final String SEARCH = "search";

  static final String[] PARAMETERS = {
    "tenant",
    Selectors.LABEL,
    Selectors.FIELD,
    "limit",
    "cursor",
    "watch",
    "from",
    Lookup.AT,
    SEARCH
  };

  private static final int LIMIT = 200;
  private static final int MAX_LIMIT = 1000;

  private final Services services;
  private final Lookup lookup;
  private final Pages pages;

  CollectionApi(Services services, Lookup lookup, Pages pages) {
    this.services = services;
    this.lookup = lookup;
    this.pages = pages;
  }

  @GET
  @Path("{plural}")
  @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS})
  public Response list(@PathParam("plural") String plural, @Context HttpServletRequest request) {
    Call call = Call.of(request);
    Gate.Descriptor kind = lookup.kind(plural);
    Query query = Query.of(request, PARAMETERS);
    Optional<String> tenant = lookup.tenant(call, query, Optional.of(kind.kind()));
    // With watch=true it would not have come here: only the word is checked.
    query.flag("watch");
    if (query.text("from").isPresent()) {
      throw Problem.invalid("from", "given", "without watch=true", "Add watch=true.");
    }
    WatchDoor.accepts(request, MediaType.APPLICATION_JSON_TYPE);
    Optional<Long> at = Lookup.at(query);
    if (kind.data() == Kind.Data.CATALOGUE) {
      if (at.isPresent()) {
        throw Lookup.newestOnly(kind.kind(), at.get());
      }
      return CataloguePage.of(services.gate(), call, kind.kind(), tenant, query);
    }
    query
        .text(SEARCH)
        .ifPresent(
            words -> {
              throw Problem.invalid(
                  SEARCH,
                  words,
                  "for kinds of the catalogue, and " + kind.kind() + " is none",
                  "Use labelSelector or fieldSelector.");
            });
    return page(call, kind.kind(), tenant, at, query);
  }

  private Response page(
      Call call, String kind, Optional<String> tenant, Optional<Long> at, Query query) {
    int limit = query.number("limit", 1, MAX_LIMIT, LIMIT);
    Predicate<Resource> selected = Selectors.of(query);
    String list =
        Pages.list(
            kind,
            tenant.orElse(""),
            query.text(Selectors.LABEL).orElse(""),
            query.text(Selectors.FIELD).orElse(""),
            at.map(String::valueOf).orElse(""));
    Optional<Pages.Cursor> cursor = query.text("cursor").map(c -> Pages.Cursor.parse(c, list));
    Snapshot snapshot = cursor.map(c -> kept(call, c, at)).orElseGet(() -> lookup.view(call, at));
    Stream<Resource> all =
        tenant.map(t -> snapshot.list(kind, t)).orElseGet(() -> snapshot.list(kind));
    Iterator<Resource> rest =
        all.filter(r -> cursor.map(c -> after(r, c)).orElse(true)).filter(selected).iterator();
    Runnable keep =
        at.isPresent()
            ? () -> pages.keepPast(call.principal(), snapshot)
            : () -> pages.keep(call.principal(), snapshot, newest(call));
    return cut(snapshot, rest, limit, list, keep);
  }

  /** A state of the past that is kept no more is made anew. */
  private Snapshot kept(Call call, Pages.Cursor cursor, Optional<Long> at) {
    return at.isPresent()
        ? pages
            .past(call.principal(), cursor.revision())
            .orElseGet(() -> lookup.view(call, Optional.of(cursor.revision())))
        : pages.at(call.principal(), cursor.revision(), newest(call));
  }

  private long newest(Call call) {
    return services.gate().view(call.principal()).revision();
  }

  /**
   * @param keep is run if there is more than fits
   */
  private Response cut(
      Snapshot snapshot, Iterator<Resource> rest, int limit, String list, Runnable keep) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    page.writeBytes(
        ("{\"revision\":" + snapshot.revision() + ",\"items\":[").getBytes(StandardCharsets.UTF_8));
    int count = 0;
    Optional<Ref> last = Optional.empty();
    while (rest.hasNext() && count < limit && page.size() < PAGE_BYTES) {
      Resource next = rest.next();
      page.writeBytes(
          ((count == 0 ? "" : ",") + ResourceJson.text(services.gate().shown(next)))
              .getBytes(StandardCharsets.UTF_8));
      last = Optional.of(next.ref());
      count++;
    }
    page.write(']');
    if (rest.hasNext() && last.isPresent()) {
      keep.run();
      Pages.Cursor end =
          new Pages.Cursor(snapshot.revision(), list, last.get().tenant(), last.get().name());
      page.writeBytes((",\"next\":\"" + end.written() + '"').getBytes(StandardCharsets.UTF_8));
    }
    page.write('}');
    return Response.ok(page.toByteArray(), MediaType.APPLICATION_JSON_TYPE).build();
  }

  private static boolean after(Resource resource, Pages.Cursor cursor) {
    int tenant = resource.ref().tenant().compareTo(cursor.tenant());
    return tenant > 0 || (tenant == 0 && resource.ref().name().compareTo(cursor.name()) > 0);
  }

  @POST
  @Path("{plural}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(
      @PathParam("plural") String plural, @Context HttpServletRequest request, InputStream body)
      throws IOException {
    Call call = Call.of(request);
    boolean dry = Query.of(request, DryRun.FLAG).flag(DryRun.FLAG);
    String kind = lookup.kind(plural).kind();
    ObjectNode document = Bodies.object(request, body);
    Bodies.same(document, "kind", kind);
    Draft draft = ResourceJson.draft(document, call.principal().tenant());
    Gate gate = services.gate();
    if (gate.view(call.principal()).get(draft.ref()).isPresent()) {
      throw exists(draft.ref());
    }
    Snapshot after;
    try {
      Request asked = call.asks(new Change.Put(draft, Optional.of(0L)));
      after = dry ? gate.rehearse(asked) : gate.submit(asked);
    } catch (Problem e) {
      // Someone was quicker; to a caller that names no revision that is a conflict.
      throw e.reason() == Problem.Reason.PRECONDITION ? exists(draft.ref()) : e;
    }
    Resource made = after.get(draft.ref()).orElseThrow(() -> Problem.notFound(draft.ref()));
    if (dry) {
      return DryRun.reply(201, gate, made, true).response();
    }
    return Reply.written(201, gate, made, Prefer.minimal(request))
        .at(lookup.path(made.ref()))
        .response();
  }

  private static Problem exists(Ref ref) {
    return Problem.conflict(ref + " exists already", "PUT to its path to change it.");
  }
}
