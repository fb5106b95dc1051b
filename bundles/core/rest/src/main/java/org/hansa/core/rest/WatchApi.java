package org.hansa.core.rest;

import java.util.List;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;

/** Watches all kinds at once, or one. */
@Path("/api/v1")
public final class WatchApi {

  private final Services services;
  private final Lookup lookup;
  private final Watchers watchers;

  WatchApi(Services services, Lookup lookup, Watchers watchers) {
    this.services = services;
    this.lookup = lookup;
    this.watchers = watchers;
  }

  @GET
  @Path("watch")
  @Produces({MediaType.SERVER_SENT_EVENTS, MediaType.APPLICATION_JSON})
  public Response watch(@Context HttpServletRequest request) {
    Call call = Call.of(request);
    Query query = Query.of(request, "from", "kind", "tenant");
    Optional<String> kind =
        query.text("kind").map(word -> Lookup.named(services.gate(), word, List.of()));
    Optional<String> tenant = lookup.tenant(call, query, kind);
    return watchers.open(request, call, query, new Watchers.Wanted(kind, tenant, resource -> true));
  }
}
