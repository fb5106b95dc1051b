package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeSet;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Account;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.plan.Planner;

/** What this interface is: its kinds, its description, and who the caller is to it. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class MetaApi {

  /** Streams stand among the kinds where rights are concerned. */
  private static final List<String> STREAMS = List.of("Audit", "Event", "Ledger");

  private final Services services;

  MetaApi(Services services) {
    this.services = services;
  }

  @GET
  @Path("kinds")
  public Response kinds(@Context HttpServletRequest request) {
    Call.of(request);
    Query.of(request);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode items = answer.putArray("items");
    List<Gate.Deed> deeds = services.gate().deeds();
    List<Planner.Described> functions = functions();
    services.gate().kinds().forEach(kind -> items.add(written(kind, deeds, functions)));
    return Replies.json(answer);
  }

  @GET
  @Path("openapi.json")
  public Response openApi(@Context HttpServletRequest request) {
    Call.of(request);
    Query.of(request);
    return Replies.json(OpenApi.of(services.gate().kinds(), services.gate().deeds(), functions()));
  }

  /** While who knows them is replaced, what there is besides is described all the same. */
  private List<Planner.Described> functions() {
    try {
      return services.planner().functions();
    } catch (Problem absent) {
      return List.of();
    }
  }

  @GET
  @Path("me")
  public Response me(@Context HttpServletRequest request) {
    Principal principal = Call.of(request).principal();
    Query.of(request);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("name", principal.name()).put("tenant", principal.tenant());
    answer.set("roles", Json.tree(new TreeSet<>(principal.roles())));
    return Replies.json(answer);
  }

  @GET
  @Path("me/can-i")
  public Response can(@Context HttpServletRequest request) {
    Principal principal = Call.of(request).principal();
    Query query = Query.of(request, "verb", "kind", "tenant", "site");
    String verb = query.text("verb").orElseThrow(() -> missing("verb", "?verb=write"));
    String word = query.text("kind").orElseThrow(() -> missing("kind", "&kind=Application"));
    String kind = Lookup.named(services.gate(), word, STREAMS);
    String tenant = query.text("tenant").orElse(principal.tenant());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("verb", verb).put("kind", kind).put("tenant", tenant);
    answer.put("allowed", services.gate().may(principal, verb, kind, tenant, query.text("site")));
    return Replies.json(answer);
  }

  @GET
  @Path("who-can")
  public Response who(@Context HttpServletRequest request) {
    Principal principal = Call.of(request).principal();
    Query query = Query.of(request, "verb", "kind", "tenant", "site");
    String verb = query.text("verb").orElseThrow(() -> missing("verb", "?verb=write"));
    String word = query.text("kind").orElseThrow(() -> missing("kind", "&kind=Application"));
    String kind = Lookup.named(services.gate(), word, STREAMS);
    String tenant = query.text("tenant").orElse(principal.tenant());
    // Whom somebody may not see is left out: who sees nobody is told why.
    services.gate().require(principal, "read", new Ref(Account.KIND, principal.tenant(), "all"));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("verb", verb).put("kind", kind).put("tenant", tenant);
    ArrayNode items = answer.putArray("items");
    for (Principal each :
        services.gate().whoMay(principal, verb, kind, tenant, query.text("site"))) {
      ObjectNode item = items.addObject();
      item.put("name", each.name()).put("tenant", each.tenant());
      item.set("roles", Json.tree(new TreeSet<>(each.roles())));
    }
    return Replies.json(answer);
  }

  private static Problem missing(String name, String example) {
    return new Problem(
        Problem.Reason.INVALID, "the query parameter " + name + " is missing", "Add " + example);
  }

  private static ObjectNode written(
      Gate.Descriptor kind, List<Gate.Deed> deeds, List<Planner.Described> functions) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("kind", kind.kind());
    tree.put("plural", kind.plural());
    tree.put("owner", kind.owner());
    tree.put("about", kind.about());
    tree.put("attended", kind.attended());
    tree.set("columns", Json.tree(kind.columns()));
    tree.set("specSchema", Json.read(kind.specSchema()));
    tree.set("statusSchema", Json.read(kind.statusSchema()));
    ArrayNode done = tree.putArray("deeds");
    deeds.stream()
        .filter(deed -> deed.kind().equals(kind.kind()))
        .forEach(
            deed ->
                done.addObject()
                    .put("verb", deed.verb())
                    .put("about", deed.about())
                    .set("argumentsSchema", Json.read(deed.argumentsSchema())));
    ArrayNode own = tree.putArray("functions");
    functions.stream()
        .filter(f -> f.kind().equals(kind.kind()))
        .forEach(
            f -> {
              ObjectNode function = own.addObject();
              function.put("name", f.name()).put("about", f.about()).put("follows", f.follows());
              function.set("arguments", Json.tree(f.arguments()));
            });
    return tree;
  }
}
