package org.hansa.core.gate;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.hansa.core.api.Account;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Kinds;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Role;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.store.SqliteStore;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Site;
import org.hansa.platform.api.Workload;

/** A gate on a real store in a folder of its own, with the kinds of the platform. */
final class House implements AutoCloseable {

  static final Principal SYSTEM = new Principal("system:runtime", "system", Set.of());
  static final Principal ADMIN = new Principal("user:root", "system", Set.copyOf(Role.BUILT_IN));
  static final Principal OPERATOR =
      new Principal("user:oda", "system", Set.of("infrastructure-administrator"));
  static final Principal ADA =
      new Principal("user:ada@demo", "demo", Set.of("use-case-administrator"));
  static final Ref HOST = new Ref("Host", "system", "h1");

  static final Kinds PLATFORM =
      () ->
          List.of(
              kind("Site", "sites", Site.Spec.class, Site.Status.class, Kind.Writer.USERS),
              kind("Host", "hosts", Host.Spec.class, Host.Status.class, Kind.Writer.OWNERS),
              kind(
                  "Workload",
                  "workloads",
                  Workload.Spec.class,
                  Workload.Status.class,
                  Kind.Writer.OWNERS),
              kind(
                  "Instance",
                  "instances",
                  Instance.Spec.class,
                  Instance.Status.class,
                  Kind.Writer.OWNERS));

  static final Kinds ORCHESTRATION =
      () ->
          List.of(
              kind(
                  "Application",
                  "applications",
                  Application.Spec.class,
                  Application.Status.class,
                  Kind.Writer.USERS));

  private final Path state;
  SqliteStore store;
  DefaultGate gate;
  Instant now = Instant.parse("2026-01-01T00:00:00Z");

  House(Path folder) {
    this.state = folder.resolve("state");
    open();
  }

  private static Kind kind(
      String name,
      String plural,
      Class<? extends Record> spec,
      Class<? extends Record> status,
      Kind.Writer writer) {
    return new Kind(
        name, plural, 1, "org.hansa.test", spec, status, writer, "A " + name, List.of());
  }

  void open() {
    store = SqliteStore.open(state, () -> now);
    gate = gate();
  }

  void reopen() {
    close();
    open();
  }

  /** A gate on the store as it stands, as after a restart. */
  DefaultGate gate() {
    DefaultGate fresh =
        new DefaultGate(
            store, state, () -> now, () -> UUID.randomUUID().toString(), new SecureRandom(), 1000);
    fresh.addKinds(PLATFORM);
    fresh.addKinds(ORCHESTRATION);
    if (fresh.trouble().isEmpty() && store.snapshot().list("Tenant").findAny().isEmpty()) {
      Change[] tenants = {put("Tenant/system/demo", "{}"), put("Tenant/system/other", "{}")};
      fresh.submit(Request.of(SYSTEM, "test", "begin", List.of(tenants)));
    }
    return fresh;
  }

  Path state() {
    return state;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Snapshot as(Principal principal, Change... changes) {
    return gate.submit(Request.of(principal, "test", "because", List.of(changes)));
  }

  Problem refused(Principal principal, Change... changes) {
    return Assertions.catchThrowableOfType(Problem.class, () -> as(principal, changes));
  }

  Resource get(Ref ref) {
    return store.snapshot().get(ref).orElseThrow();
  }

  boolean has(Ref ref) {
    return store.snapshot().get(ref).isPresent();
  }

  List<Entry> entries(String stream) {
    List<Entry> all = new ArrayList<>();
    Optional<Long> after = Optional.of(0L);
    while (after.isPresent()) {
      Store.Page page = store.entries(Store.Query.all(stream, after.get(), 500));
      page.entries().forEach(n -> all.add(n.entry()));
      after = page.next();
    }
    return all;
  }

  List<Entry> refusals() {
    return entries(Entry.AUDIT).stream()
        .filter(e -> e.body().toString().contains("\"refused\""))
        .toList();
  }

  static Change.Put put(String ref, String spec) {
    return Change.Put.of(Draft.of(Ref.parse(ref), Doc.parse(spec)));
  }

  static Change.Put owned(String ref, String owner, String spec) {
    return Change.Put.of(
        new Draft(
            Ref.parse(ref), Map.of(), Optional.of(Ref.parse(owner)), Set.of(), Doc.parse(spec)));
  }

  static Change.Put app(String name) {
    return put(
        "Application/demo/" + name,
        "{\"components\":[{\"name\":\"web\",\"runtime\":\"process\"}]}");
  }

  static Change.Put workload(String name, String application) {
    return owned(
        "Workload/demo/" + name,
        "Application/demo/" + application,
        "{\"application\":\"a\",\"component\":{\"name\":\"web\",\"runtime\":\"process\"}}");
  }

  static Change.Put account(String ref, String... roles) {
    return Change.Put.of(
        Draft.of(
            Ref.parse("Account/" + ref),
            Doc.of(new Account.Spec(List.of(roles), Optional.empty()))));
  }

  static Change.Put reservation(String name, String cpu, String... keys) {
    return Change.Put.of(
        Draft.of(
            new Ref("Reservation", "demo", name),
            Doc.of(
                new Reservation.Spec(
                    HOST.toString(),
                    Map.of("cpu", new BigDecimal(cpu)),
                    List.of(keys),
                    Optional.empty()))));
  }

  void host(String cpu) {
    as(
        SYSTEM,
        put(HOST.toString(), "{\"endpoint\":\"local\",\"site\":\"s\",\"host\":\"h1\"}"),
        new Change.Status(HOST, Doc.parse("{\"allocatable\":{\"cpu\":" + cpu + "}}"), List.of()));
  }

  static Controller controller(String name, String kind, String... writes) {
    return new Controller() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String kind() {
        return kind;
      }

      @Override
      public Set<String> writes() {
        return Set.of(writes);
      }

      @Override
      public Step step(Snapshot snapshot, Resource resource) {
        return Step.done();
      }
    };
  }

  @Override
  public void close() {
    gate.end();
    store.close();
  }
}
