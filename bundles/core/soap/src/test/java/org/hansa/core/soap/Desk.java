package org.hansa.core.soap;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.hansa.core.api.Account;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Kinds;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.facade.Asked;
import org.hansa.core.api.facade.Refusal;
import org.hansa.core.api.facade.Reply;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.gate.DefaultGate;
import org.hansa.core.store.SqliteStore;
import org.hansa.orchestration.orchestrator.OrchestratorKinds;

/** The door before the real gate and store, and the kind that is really ordered. */
final class Desk implements Services, AutoCloseable {

  static final String BASE = "http://localhost:8181";
  private static final Principal SYSTEM = new Principal("system:test", "system", Set.of());

  final SqliteStore state;
  final DefaultGate real;
  final StandIn planner;
  final SoapDoor door = new SoapDoor(this);
  boolean gone;

  Desk(Path folder) {
    this(folder, new OrchestratorKinds());
  }

  Desk(Path folder, Kinds kinds) {
    state = SqliteStore.open(folder, InstantSource.system());
    real =
        new DefaultGate(
            state,
            folder,
            InstantSource.system(),
            () -> UUID.randomUUID().toString(),
            new SecureRandom(),
            1000);
    real.addKinds(kinds);
    planner = new StandIn(real);
    put(Ref.parse("Tenant/system/demo"));
    put(Ref.parse("Tenant/system/other"));
    account("demo/bob", "use-case-administrator");
    account("demo/olaf", "auditor");
    account("other/eve", "use-case-administrator");
  }

  private void put(Ref ref) {
    submit(Change.Put.of(Draft.of(ref, Doc.EMPTY)));
  }

  private void account(String place, String role) {
    Ref ref = Ref.parse("Account/" + place);
    Doc spec = Doc.of(new Account.Spec(List.of(role), Optional.empty()));
    submit(
        Change.Put.of(Draft.of(ref, spec)),
        new Change.Values(ref, Map.of("password", "a long secret")));
  }

  void submit(Change... changes) {
    real.submit(Request.of(SYSTEM, "test", "test", List.of(changes)));
  }

  /** As the orchestrator would say of an application. */
  void status(String name, Condition condition, String status) {
    submit(new Change.Status(ref(name), Doc.parse(status), List.of(condition)));
  }

  static Ref ref(String name) {
    return new Ref(Orders.KIND, "demo", name);
  }

  Optional<Resource> stored(String name) {
    return state.snapshot().get(ref(name));
  }

  long revision() {
    return state.snapshot().revision();
  }

  Principal who(String account) {
    return real.login(account, "a long secret".toCharArray());
  }

  /** Bob asks. */
  Said call(String body) {
    return call("bob@demo", body);
  }

  Said call(String account, String body) {
    return send(account, Map.of(), Said.envelope(body));
  }

  /** Headers as they are given, over those that are right. */
  Said send(String account, Map<String, String> headers, String message) {
    return send(account, headers, message.getBytes(StandardCharsets.UTF_8));
  }

  Said send(String account, Map<String, String> headers, byte[] message) {
    Map<String, String> all = new TreeMap<>(Map.of("content-type", "text/xml; charset=utf-8"));
    all.putAll(headers);
    return Said.of(reply("POST", SoapDoor.PATH, Map.of(), who(account), all, message));
  }

  Reply get(String path, Map<String, String> query) {
    return reply("GET", path, query, who("bob@demo"), Map.of(), new byte[0]);
  }

  Reply reply(
      String method,
      String path,
      Map<String, String> query,
      Principal who,
      Map<String, String> headers,
      byte[] body) {
    Asked asked = new Asked(who, "r1", method, BASE, path, query, headers, body);
    try {
      return door.reply(asked);
    } catch (Problem e) {
      // As the door that has the HTTP server does it.
      String word = e.reason().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      return door.refused(
          new Refusal(
              e.reason().status(), word, e.getMessage(), e.cure(), e.details(), "r1", e.missing()));
    }
  }

  @Override
  public Gate gate() {
    if (gone) {
      throw new Problem(Problem.Reason.UNAVAILABLE, "the gate is not there now", "Try again.");
    }
    return real;
  }

  @Override
  public Planner planner() {
    return planner;
  }

  @Override
  public void close() {
    state.close();
  }
}
