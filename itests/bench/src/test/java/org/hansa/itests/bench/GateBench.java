package org.hansa.itests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.gate.DefaultGate;
import org.hansa.core.store.SqliteStore;
import org.hansa.itests.archive.Figures;
import org.hansa.orchestration.orchestrator.OrchestratorKinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way of a user's write but for the door: authority, schema, revision, audit. Each
 * changes an application of five components.
 */
class GateBench {

  private static final int OTHERS = 10_000;

  private static final Principal ROOT =
      new Principal("user:root", "system", Set.of("infrastructure-administrator"));
  private static final Principal USER =
      new Principal("user:ada@acme", "acme", Set.of("use-case-administrator"));

  @TempDir Path folder;

  @Test
  void gateAgainstAnAppendLog() throws Exception {
    Path state = folder.resolve("state");
    try (SqliteStore store = SqliteStore.open(state, InstantSource.system())) {
      DefaultGate gate = filled(store, state);
      long[] revisions = revisions(store);
      long before = store.snapshot().revision();
      Duel.run(
          "gate with audit", folder, Samples.application(0, 0).utf8(), through(gate, revisions));
      assertThat(store.snapshot().revision()).isGreaterThan(before);
      assertThat(store.snapshot().get(ref(7)).orElseThrow().revision()).isEqualTo(revisions[7]);
    }
    assertThat(Files.size(state.resolve("hansa.db"))).isPositive();
  }

  /** What who may, whether it is valid and the audit add to a commit of the same change. */
  @Test
  void gateAgainstItsStore() throws Exception {
    Path state = folder.resolve("state");
    List<String> lines = new ArrayList<>();
    try (SqliteStore store = SqliteStore.open(state, InstantSource.system())) {
      DefaultGate gate = filled(store, state);
      long[] revisions = revisions(store);
      for (int many : List.of(1, Duel.CALLERS)) {
        Figures took = new Figures("p50 of " + many + " at once", "us");
        Figures cpu = new Figures("processors' time of " + many + " at once", "us");
        try (Callers callers = new Callers(many)) {
          callers.run(Duel.WARM, through(gate, revisions));
          callers.run(Duel.WARM, past(store, revisions));
          for (int round = 1; round <= Duel.ROUNDS; round++) {
            Callers.Rate alone = callers.run(Duel.TIME, past(store, revisions));
            Callers.Rate own = callers.run(Duel.TIME, through(gate, revisions));
            took.peers(1000 * alone.p50());
            took.ours(1000 * own.p50());
            cpu.peers(alone.micros());
            cpu.ours(own.micros());
            Report.say(
                "%d at once, round %d: gate p50 %.3f ms, %.0f/s | store %.3f ms, %.0f/s",
                many, round, own.p50(), own.perSecond(), alone.p50(), alone.perSecond());
          }
        }
        lines.add(took.line(Bound.atMost(1.15)));
        lines.add(cpu.line());
      }
      assertThat(store.snapshot().get(ref(7)).orElseThrow().revision()).isEqualTo(revisions[7]);
    }
    Report.print(
        "One write: through the gate | by the store alone, without audit, median of " + Duel.ROUNDS,
        lines);
  }

  private static DefaultGate filled(SqliteStore store, Path state) {
    DefaultGate gate =
        new DefaultGate(
            store,
            state,
            InstantSource.system(),
            () -> UUID.randomUUID().toString(),
            new SecureRandom(),
            1);
    gate.addKinds(new OrchestratorKinds());
    Change tenant = Change.Put.of(Draft.of(Tenant.ref("acme"), Doc.EMPTY));
    gate.submit(Request.of(ROOT, "bench", "begin", List.of(tenant)));
    for (int from = 0; from < OTHERS; from += 100) {
      List<Change> some = new ArrayList<>();
      for (int i = from; i < from + 100; i++) {
        some.add(put(i, 0, Optional.empty()));
      }
      gate.submit(Request.of(USER, "bench", "fill", some));
    }
    return gate;
  }

  private static long[] revisions(SqliteStore store) {
    long[] revisions = new long[Duel.CALLERS];
    for (int caller = 0; caller < Duel.CALLERS; caller++) {
      revisions[caller] = store.snapshot().get(ref(caller)).orElseThrow().revision();
    }
    return revisions;
  }

  private static Callers.Deed through(DefaultGate gate, long[] revisions) {
    return (caller, round) -> {
      Change change = put(caller, round + 1, Optional.of(revisions[caller]));
      Request request = Request.of(USER, "bench", "request-" + round, List.of(change));
      revisions[caller] = gate.submit(request).revision();
    };
  }

  private static Callers.Deed past(SqliteStore store, long[] revisions) {
    return (caller, round) -> {
      Doc next = Samples.application(caller, round + 1);
      revisions[caller] =
          store
              .transact(
                  s -> {
                    Resource found = s.get(ref(caller)).orElseThrow();
                    return new Transaction(
                        List.of(found.withSpec(next)), List.of(), List.of(), Map.of());
                  })
              .revision();
    };
  }

  private static Ref ref(int number) {
    return new Ref("Application", "acme", "app-" + number);
  }

  private static Change put(int number, long round, Optional<Long> revision) {
    Draft draft =
        new Draft(
            ref(number), Map.of(), Optional.empty(), Set.of(), Samples.application(number, round));
    return new Change.Put(draft, revision);
  }
}
