package org.hansa.platform.resources;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.hansa.core.api.Account;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.facade.Asked;
import org.hansa.core.api.facade.Facade;
import org.hansa.core.api.facade.Refusal;
import org.hansa.core.api.facade.Reply;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.gate.DefaultGate;
import org.hansa.core.store.SqliteStore;

/**
 * A facade before the real gate, with sites of the provider and of two tenants, asked as the door
 * that has the HTTP server does it.
 */
public final class Front implements AutoCloseable {

  public static final String BASE = "http://localhost:8181";
  public static final String SENDER = "6f0d7a43-0000-4000-8000-00000000beef";

  private static final Principal SYSTEM = new Principal("system:test", "system", Set.of());
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final SqliteStore store;
  private final DefaultGate gate;
  private final Facade facade;

  /** What came back. */
  public record Said(int status, Map<String, String> headers, JsonNode body) {

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  public Front(Path folder, Function<Gate, Facade> facade) {
    InstantSource clock = InstantSource.fixed(NOW);
    store = SqliteStore.open(folder, clock);
    gate =
        new DefaultGate(
            store, folder, clock, () -> UUID.randomUUID().toString(), new SecureRandom(), 1000);
    gate.addKinds(new ResourcesKinds());
    this.facade = facade.apply(gate);
    put("Tenant/system/demo", "{}");
    put("Tenant/system/other", "{}");
    put("Role/system/blind", "{'rights':[{'kinds':['Alarm'],'verbs':['READ']}]}");
    account("system/olga", "infrastructure-administrator");
    account("demo/bob", "use-case-administrator");
    account("other/eve", "use-case-administrator");
    account("demo/moll", "blind");
    world();
  }

  private void world() {
    site("Site/system/here", "own", "DE", "{'region':'north'}");
    site("Site/system/far", "Afar and Co", "FR", "{}");
    site("Site/demo/closet", "demo", "DE", "{}");
    put("Endpoint/system/rack", "{'driver':'process','site':'here'}");
    status(
        "Endpoint/system/rack",
        "{'version':'1','facets':['host','meter'],'simulated':false}",
        "TRUE");
    put("Host/system/rack.one", "{'endpoint':'rack','site':'here','host':'one'}");
    status(
        "Host/system/rack.one",
        "{'allocatable':{'cpu':4,'memory':8589934592},'facts':{'os':'linux'},"
            + "'runtimes':['process'],'address':'127.0.0.1','firstPort':1,'lastPort':2}",
        "TRUE");
    status("Site/system/here", "{'hosts':1,'simulated':false}", "TRUE");
    status("Site/system/far", "{'hosts':0,'simulated':true}", "UNKNOWN");
  }

  private void site(String ref, String provider, String law, String labels) {
    Map<String, String> all = new TreeMap<>();
    doc(labels).tree().properties().forEach(l -> all.put(l.getKey(), l.getValue().asText()));
    Doc spec =
        doc(
            "{'provider':'"
                + provider
                + "','jurisdiction':'"
                + law
                + "','location':{'latitude':53.87,'longitude':10.69},"
                + "'certifications':['ISO 27001'],'privacy':'internal'}");
    submit(Change.Put.of(new Draft(Ref.parse(ref), all, Optional.empty(), Set.of(), spec)));
  }

  private static Doc doc(String text) {
    return Doc.parse(text.replace('\'', '"'));
  }

  public void put(String ref, String spec) {
    submit(Change.Put.of(Draft.of(Ref.parse(ref), doc(spec))));
  }

  public void status(String ref, String status, String ready) {
    Condition.State state = Condition.State.valueOf(ready);
    Condition said = new Condition(Condition.READY, state, "Test", "as the test says", NOW);
    submit(new Change.Status(Ref.parse(ref), doc(status), List.of(said)));
  }

  public String uid(String ref) {
    return store.snapshot().get(Ref.parse(ref)).orElseThrow().uid();
  }

  private void account(String place, String role) {
    Ref ref = Ref.parse("Account/" + place);
    submit(
        Change.Put.of(Draft.of(ref, Doc.of(new Account.Spec(List.of(role), Optional.empty())))),
        new Change.Values(ref, Map.of("password", "a long secret")));
  }

  private void submit(Change... changes) {
    gate.submit(Request.of(SYSTEM, "test", "test", List.of(changes)));
  }

  /**
   * @param query as {@code a=b&c=d}, nothing encoded
   */
  public Said get(String account, String path, String query) {
    return send(account, "GET", path, query, Map.of("x-correlator", SENDER));
  }

  public Said send(
      String account, String method, String path, String query, Map<String, String> headers) {
    Map<String, String> values = new TreeMap<>();
    for (String part : query.isEmpty() ? new String[0] : query.split("&")) {
      values.put(part.split("=", 2)[0], part.split("=", 2)[1]);
    }
    Principal who = gate.login(account, "a long secret".toCharArray());
    Asked asked = new Asked(who, "r1", method, BASE, path, values, headers, new byte[0]);
    try {
      return said(facade.reply(asked));
    } catch (Problem e) {
      String word = e.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
      Refusal refusal =
          new Refusal(
              e.reason().status(), word, e.getMessage(), e.cure(), e.details(), "r1", e.missing());
      return said(facade.refused(refusal, headers));
    }
  }

  private static Said said(Reply reply) {
    return new Said(reply.status(), reply.headers(), Json.read(reply.body()));
  }

  @Override
  public void close() {
    store.close();
  }
}
