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
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.gate.DefaultGate;
import org.hansa.core.store.SqliteStore;
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
      long[] revisions = new long[Duel.CALLERS];
      for (int caller = 0; caller < Duel.CALLERS; caller++) {
        revisions[caller] = store.snapshot().get(ref(caller)).orElseThrow().revision();
      }
      long before = store.snapshot().revision();
      Duel.run(
          "gate with audit",
          folder,
          Samples.application(0, 0).utf8(),
          (caller, round) -> {
            Change change = put(caller, round + 1, Optional.of(revisions[caller]));
            Request request = Request.of(USER, "bench", "request-" + round, List.of(change));
            revisions[caller] = gate.submit(request).revision();
          });
      assertThat(store.snapshot().revision()).isGreaterThan(before);
      assertThat(store.snapshot().get(ref(7)).orElseThrow().revision()).isEqualTo(revisions[7]);
    }
    assertThat(Files.size(state.resolve("hansa.db"))).isPositive();
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
