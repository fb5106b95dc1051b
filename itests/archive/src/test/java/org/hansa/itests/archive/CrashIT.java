package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hansa is killed while it deploys, changes, scales and deletes; what was accepted comes true all
 * the same, once, and what was not concerned goes on as if nothing had been. The seed stands in
 * each test's name; {@code -Dhansa.rounds.seed} begins with it.
 */
class CrashIT {

  /** A round takes three quarters of a minute; {@code -Dhansa.rounds} asks for more. */
  private static final int ROUNDS = Integer.getInteger("hansa.rounds", 3);

  /** By then a deployment has come to rest here; a later crash would find nothing under way. */
  private static final int LATEST_MILLIS = 3_000;

  @TempDir static Path folder;

  private static Distribution hansa;
  private static Example example;
  private static Traces traces;
  private static ScheduledExecutorService executor;

  @BeforeAll
  static void start() throws IOException {
    Path examples = Example.copy(folder);
    hansa = Distribution.withAdministrator(folder, examples);
    example = new Example(hansa, examples);
    traces = new Traces(hansa.state());
    executor = Executors.newScheduledThreadPool(2);
    hansa.start();
    example.addSite();
  }

  @AfterAll
  static void end() throws IOException {
    executor.shutdownNow();
    hansa.end();
  }

  static LongStream seeds() {
    long first = Long.getLong("hansa.rounds.seed", System.nanoTime() % 1_000_000);
    return LongStream.range(first, first + ROUNDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void convergesAfterAKill(long seed) throws Exception {
    Random random = new Random(seed);
    ObjectNode application = example.document();

    killDuring(random, put(application));
    assertStands(Set.of("analyse.0", "feed.0", "page.0"));

    Map<String, Long> deployed = mains("feed.0", "page.0");
    killDuring(random, put(Example.alarmAbove(application, "7.0")));
    assertStands(Set.of("analyse.0", "feed.0", "page.0"));
    assertThat(mains("feed.0", "page.0")).isEqualTo(deployed);
    assertThat(
            hansa
                .rest()
                .get("/instances/demo/factory-line.analyse.0")
                .ok()
                .body()
                .at("/spec/workload/env/ALARM_ABOVE")
                .asText())
        .isEqualTo("7.0");

    Map<String, Long> changed = mains("analyse.0", "feed.0", "page.0");
    killDuring(random, put(Example.pages(Example.alarmAbove(application, "7.0"), 3)));
    assertStands(Set.of("analyse.0", "feed.0", "page.0", "page.1", "page.2"));
    assertThat(mains("analyse.0", "feed.0", "page.0")).isEqualTo(changed);

    Set<Path> groups = traces.groups();
    killDuring(random, Rest.changes(List.of(), List.of(Example.REF)));
    assertThat(World.of(hansa.rest()).made()).isEmpty();
    await().atMost(Distribution.SOON).untilAsserted(() -> assertThat(traces.processes()).isEmpty());
    assertThat(traces.workloads()).isEmpty();
    assertThat(groups).noneMatch(Files::exists);
  }

  private static JsonNode put(JsonNode application) {
    return Rest.changes(List.of(application), List.of());
  }

  /** Asks again only what was not acknowledged: an acknowledged wish must not need it. */
  private static void killDuring(Random random, JsonNode changes) throws Exception {
    Rest rest = hansa.rest();
    CompletableFuture<Integer> asked =
        CompletableFuture.supplyAsync(() -> apply(rest, changes), executor);
    int moment = random.nextInt(LATEST_MILLIS);
    executor
        .schedule(CrashIT::kill, moment, TimeUnit.MILLISECONDS)
        .get(Distribution.SOON.toSeconds(), TimeUnit.SECONDS);
    boolean acknowledged = acknowledged(asked);
    hansa.start();

    boolean delete = !changes.get("delete").isEmpty();
    if (!acknowledged && !(delete && rest.get(Example.PATH).status() == 404)) {
      assertThat(apply(rest, changes)).isEqualTo(200);
    }
    if (delete) {
      example.awaitGone();
    }
    example.awaitRest();
  }

  private static int apply(Rest rest, JsonNode changes) {
    try {
      return rest.send("POST", "/apply", changes).status();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void kill() {
    try {
      hansa.kill();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean acknowledged(CompletableFuture<Integer> asked) throws Exception {
    try {
      return asked.get(Distribution.SOON.toSeconds(), TimeUnit.SECONDS) == 200;
    } catch (ExecutionException cutOff) {
      return false;
    }
  }

  /** These replicas run, each once, with one forwarder for their links; and nothing else does. */
  private static void assertStands(Set<String> replicas) throws IOException {
    World world = World.of(hansa.rest());
    Set<String> wanted = new TreeSet<>();
    replicas.forEach(replica -> wanted.add(uid(world, replica)));
    await()
        .atMost(Distribution.SOON)
        .untilAsserted(
            () -> {
              Map<String, Set<Long>> mains = traces.mains();
              assertThat(mains).hasSize(wanted.size() + 1);
              assertThat(mains).allSatisfy((uid, pids) -> assertThat(pids).hasSize(1));
              assertThat(wanted)
                  .allMatch(uid -> mains.keySet().stream().anyMatch(m -> m.endsWith(uid)));
            });
    assertThat(traces.workloads()).hasSize(wanted.size());
    await()
        .atMost(Distribution.SOON)
        .ignoreExceptions()
        .until(() -> example.state().at("/analyse/last/seq").asLong() > 0);
  }

  private static Map<String, Long> mains(String... replicas) throws IOException {
    World world = World.of(hansa.rest());
    Map<String, Long> mains = new HashMap<>();
    for (String replica : replicas) {
      mains.put(replica, traces.main(uid(world, replica)).orElseThrow());
    }
    return mains;
  }

  private static String uid(World world, String replica) {
    String[] parts = replica.split("\\.");
    return world.instance(parts[0], Integer.parseInt(parts[1]));
  }
}
