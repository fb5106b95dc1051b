package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;

/** The record streams, as far as the caller may read them: by the tenant of what they speak of. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class StreamApi {

  private static final int LIMIT = 200;
  private static final int MAX_LIMIT = 1000;

  /** How many entries one request may look at to find those that the caller may read. */
  private static final int MAX_SCANNED = 20_000;

  private final Services services;

  StreamApi(Services services) {
    this.services = services;
  }

  @GET
  @Path("events")
  public Response events(@Context HttpServletRequest request) {
    return page(request, Entry.EVENT, "Event");
  }

  @GET
  @Path("audit")
  public Response audit(@Context HttpServletRequest request) {
    return page(request, Entry.AUDIT, "Audit");
  }

  @GET
  @Path("ledger")
  public Response ledger(@Context HttpServletRequest request) {
    return page(request, Entry.LEDGER, "Ledger");
  }

  /**
   * @param kind the word under which the gate's roles know the stream
   */
  private Response page(HttpServletRequest request, String stream, String kind) {
    Call call = Call.of(request);
    Query query =
        Query.of(request, "subject", "uid", "from", "until", "after", "limit", "newestFirst");
    int limit = query.number("limit", 1, MAX_LIMIT, LIMIT);
    Optional<Ref> subject = query.text("subject").map(Ref::parse);
    Readers readers = new Readers(services.gate(), call.principal(), kind, new HashMap<>());
    String asked = subject.map(Ref::tenant).orElse(call.principal().tenant());
    if (!readers.may(asked)) {
      throw Problem.lacking(
          call.principal().name() + " may not read the " + stream + " stream of tenant " + asked,
          "Ask for a role that may.",
          Problem.Missing.of("read", kind, asked));
    }
    Store.Query next =
        new Store.Query(
            stream,
            subject,
            query.text("uid"),
            query.time("from"),
            query.time("until"),
            query.number("after", 0, Long.MAX_VALUE).orElse(0L),
            query.flag("newestFirst"),
            limit);
    return Replies.json(read(services.store(), next, readers));
  }

  private static ObjectNode read(Store store, Store.Query query, Readers readers) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode items = answer.putArray("items");
    long after = query.after();
    int scanned = 0;
    boolean more = true;
    while (more && items.size() < query.limit() && scanned < MAX_SCANNED) {
      // Where much is not for the caller's eyes, large strides come to what is.
      int stride = scanned == 0 ? query.limit() : MAX_LIMIT;
      Store.Page page = store.entries(from(query, after, stride));
      more = page.next().isPresent();
      for (Store.Numbered entry : page.entries()) {
        if (items.size() == query.limit()) {
          more = true;
          break;
        }
        after = entry.number();
        if (readers.may(entry.entry().subject().map(Ref::tenant))) {
          items.add(written(entry));
        }
      }
      scanned += Math.max(1, page.entries().size());
    }
    return more ? answer.put("next", after) : answer;
  }

  private static Store.Query from(Store.Query query, long after, int limit) {
    return new Store.Query(
        query.stream(),
        query.subject(),
        query.uid(),
        query.from(),
        query.until(),
        after,
        query.newestFirst(),
        limit);
  }

  private static ObjectNode written(Store.Numbered numbered) {
    Entry entry = numbered.entry();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("number", numbered.number());
    tree.put("at", entry.at().toString());
    entry.subject().ifPresent(subject -> tree.put("subject", subject.toString()));
    if (!entry.uid().isEmpty()) {
      tree.put("uid", entry.uid());
    }
    tree.put("actor", entry.actor());
    tree.put("cause", entry.cause());
    tree.set("body", entry.body().tree());
    return tree;
  }

  /** Asks the gate once a tenant and request; what speaks of nothing is the installation's own. */
  private record Readers(Gate gate, Principal principal, String kind, Map<String, Boolean> known) {

    boolean may(Optional<String> tenant) {
      return may(tenant.orElse(Principal.SYSTEM_TENANT));
    }

    boolean may(String tenant) {
      return known.computeIfAbsent(tenant, t -> gate.may(principal, "read", kind, t));
    }
  }
}
