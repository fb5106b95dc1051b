package org.hansa.itests.bench;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
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
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.gate.DefaultGate;
import org.hansa.core.runtime.BenchCalls;
import org.hansa.core.store.SqliteStore;
import org.hansa.itests.archive.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the runtime adds to a driver's call: the same facet, whose objects are in memory, called by
 * way of the runtime and directly, in turn.
 */
class DriverBench {

  private static final int ROUNDS = Integer.getInteger("hansa.bench.rounds", 5);
  private static final Duration WARM =
      Duration.ofSeconds(Integer.getInteger("hansa.bench.warm", 10));
  private static final Duration TIME = Duration.ofSeconds(2);

  /** A direct call takes so little that a short while has enough of them. */
  private static final Duration BRIEF = Duration.ofMillis(200);

  /** As many as one endpoint is called at once. */
  private static final int MANY = 8;

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final Principal ROOT =
      new Principal("user:root", "system", Set.of("infrastructure-administrator"));

  private static final Ref ENDPOINT = new Ref("Endpoint", "system", "host");

  private static final WorkloadSpec SPEC =
      new WorkloadSpec(
          "web",
          "process",
          List.of(),
          List.of("bin/serve", "--port", "${PORT_HTTP}"),
          Map.of("VERSION", "1", "ROLE", "frontend"),
          Map.of("http", 8080),
          Optional.empty(),
          Optional.of(128L << 20),
          Optional.empty(),
          Optional.empty());

  @TempDir Path folder;

  @Test
  void callsAgainstTheSameFacetCalledDirectly() throws Exception {
    Path state = folder.resolve("state");
    MemoryDriver driver = new MemoryDriver();
    try (SqliteStore store = SqliteStore.open(state, InstantSource.system())) {
      DefaultGate gate =
          new DefaultGate(
              store,
              state,
              InstantSource.system(),
              () -> UUID.randomUUID().toString(),
              new SecureRandom(),
              1);
      Doc spec = Doc.parse("{\"driver\":\"memory\",\"site\":\"here\"}");
      Change put = Change.Put.of(Draft.of(ENDPOINT, spec));
      gate.submit(Request.of(ROOT, "bench", "test", List.of(put)));
      try (BenchCalls calls = new BenchCalls(store, gate, state.resolve("drivers"), driver)) {
        await().until(() -> calls.holds(resource(0)));
        compare(calls);
      }
    }
  }

  private static void compare(BenchCalls calls) throws Exception {
    WorkloadFacet facet = calls.facet(ENDPOINT);
    Call observe = Call.observe(ENDPOINT, WorkloadFacet.NAME);
    Call apply = Call.apply(ENDPOINT, WorkloadFacet.NAME, SPEC);
    List<String> lines = new ArrayList<>();
    lines.addAll(
        duel(
            "observe",
            1,
            true,
            (caller, round) -> calls.make(resource(caller), uid(caller), observe),
            (caller, round) -> facet.observe(uid(caller), deadline())));
    lines.addAll(
        duel(
            "apply",
            1,
            true,
            (caller, round) -> calls.make(resource(caller), uid(caller), apply),
            (caller, round) -> facet.apply(uid(caller), SPEC, deadline())));
    lines.addAll(
        duel(
            "observe, " + MANY + " at once",
            MANY,
            false,
            (caller, round) -> calls.make(resource(caller), uid(caller), observe),
            (caller, round) -> facet.observe(uid(caller), deadline())));
    Report.print(
        "One call through the runtime | the facet called directly, median of " + ROUNDS, lines);
  }

  private static List<String> duel(
      String what, int callers, boolean bound, Callers.Deed ours, Callers.Deed theirs)
      throws Exception {
    Figures half = new Figures(what + ", p50", "us");
    Figures most = new Figures(what + ", p99", "us");
    Figures cpu = new Figures(what + ", processors' time", "us");
    try (Callers all = new Callers(callers)) {
      all.run(BRIEF, theirs);
      all.run(WARM, ours);
      for (int round = 1; round <= ROUNDS; round++) {
        Callers.Rate peer = all.run(BRIEF, theirs);
        Callers.Rate own = all.run(TIME, ours);
        half.ours(own.p50() * 1e3);
        half.peers(peer.p50() * 1e3);
        most.ours(own.p99() * 1e3);
        most.peers(peer.p99() * 1e3);
        cpu.ours(own.micros());
        cpu.peers(peer.micros());
        Report.say(
            "%s, round %d: p50 %.1f us, p99 %.1f us, %.0f/s | direct %.2f us, %.2f us",
            what,
            round,
            own.p50() * 1e3,
            own.p99() * 1e3,
            own.perSecond(),
            peer.p50() * 1e3,
            peer.p99() * 1e3);
      }
    }
    String first = half.line();
    return List.of(
        bound ? Bound.atMost(100).beside(first, half.difference()) : first,
        most.line(),
        cpu.line());
  }

  private static Ref resource(int caller) {
    return new Ref("Workload", "acme", "web-" + caller);
  }

  private static String uid(int caller) {
    return "uid-" + caller;
  }

  private static Deadline deadline() {
    return Deadline.in(LIMIT, System::nanoTime);
  }
}
