package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Leases;
import org.hansa.core.driver.Driver;
import org.hansa.itests.archive.yard.YardDriver;
import org.hansa.itests.archive.yard.YardWorkloads;
import org.hansa.itests.real.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three Hansas in containers, on one PostgreSQL database and one yard. Many applications, spread
 * over all partitions, are changed; whoever of the three is away in the midst of it, the others
 * take over what it had within ten seconds. Whatever happens, the yard is told everything once, and
 * what a node says that was away too long is not heard.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodesIT {

  private static final int APPLICATIONS = 40;

  /** Within this, beside what the same work takes when nobody is away. */
  private static final Duration MOVES = Duration.ofSeconds(10);

  /** From when a node that leaves has ended: two renewals of the others, half of a lease. */
  private static final Duration HANDED_OVER = Duration.ofSeconds(3);

  /**
   * That all applications are changed takes less, all nodes there: else no bound here says much.
   */
  private static final Duration USUAL = Duration.ofSeconds(10);

  /** Well before a lease runs out that was just renewed. */
  private static final Duration RETRIED = Duration.ofSeconds(3);

  @TempDir static Path folder;

  private static final List<Node> nodes = new ArrayList<>();

  /** What is to be ended, the last first. */
  private static final Deque<AutoCloseable> begun = new ArrayDeque<>();

  private static Yard yard;
  private static int version;

  /** How long it takes on this machine until all applications are changed, all nodes there. */
  private static Duration usual;

  @BeforeAll
  static void start() throws Exception {
    PostgresServer server = new PostgresServer();
    begun.push(server::stop);
    String url = server.database();
    String database = url.substring(url.lastIndexOf('/') + 1);
    Network network = Network.make();
    begun.push(network);
    yard = new Yard(network.host());
    begun.push(yard);
    Path driver =
        PartnerBundle.make(
            folder,
            "org.example.yard",
            YardDriver.class,
            Driver.class,
            List.of(YardWorkloads.class),
            List.of("org.hansa.core.driver", "org.hansa.core.driver.workload"));
    for (int i = 0; i < 3; i++) {
      Node node = new Node(i, folder, network, server, database);
      nodes.add(node);
      begun.push(node);
      if (i > 0) {
        node.takeKeyOf(nodes.get(0));
      }
      node.start();
      node.install(driver);
    }
    Rest rest = nodes.get(0).rest();
    JsonNode site =
        document("Site", "system", "yard", Map.of("provider", "own", "jurisdiction", "DE"));
    JsonNode endpoint =
        document(
            "Endpoint",
            "system",
            "yard",
            Map.of("driver", "yard", "site", "yard", "options", Map.of("url", yard.url())));
    rest.send("POST", "/apply", Rest.changes(List.of(site, endpoint), List.of())).ok();
    await()
        .atMost(Distribution.SOON)
        .until(() -> !rest.get("/hosts").ok().body().path("items").isEmpty());
  }

  @AfterAll
  static void end() throws Exception {
    while (!begun.isEmpty()) {
      begun.pop().close();
    }
  }

  @AfterEach
  void nothingIsKeptBackAnyMore() {
    nodes.forEach(node -> node.cable().release());
    yard.silent(false);
    yard.late("");
    yard.full(Set.of());
  }

  private static JsonNode document(
      String kind, String tenant, String name, Map<String, Object> spec) {
    return Json.tree(Map.of("kind", kind, "tenant", tenant, "name", name, "spec", spec));
  }

  /** Every application is changed, at one node and at once. */
  private static void change(Node at) throws IOException {
    version++;
    Map<String, Object> component =
        Map.of(
            "name",
            "c",
            "runtime",
            "process",
            "command",
            List.of("true"),
            "env",
            Map.of("V", "" + version),
            "requires",
            Map.of("cpu", 0.1));
    List<JsonNode> all =
        IntStream.range(0, APPLICATIONS)
            .mapToObj(
                i ->
                    document(
                        "Application", "demo", "app" + i, Map.of("components", List.of(component))))
            .toList();
    at.rest().send("POST", "/apply", Rest.changes(all, List.of())).ok();
  }

  private static Set<String> names() {
    return IntStream.range(0, APPLICATIONS)
        .mapToObj(i -> "app" + i + ".c.0")
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Ref instance(String name) {
    return new Ref("Instance", "demo", name);
  }

  /** In the yard each workload stands once, as is wanted now; and this node knows it. */
  private static void awaitDone(Node at) {
    Map<String, List<Integer>> wanted =
        names().stream().collect(Collectors.toMap(Function.identity(), n -> List.of(version)));
    await()
        .atMost(Distribution.SOON)
        .untilAsserted(
            () -> assertThat(yard.standing()).containsExactlyInAnyOrderEntriesOf(wanted));
    await()
        .atMost(Distribution.SOON)
        .untilAsserted(
            () -> {
              Map<String, String> seen = new TreeMap<>();
              for (JsonNode i : at.rest().get("/instances?limit=1000").ok().body().path("items")) {
                seen.put(
                    i.get("name").asText(),
                    i.at("/spec/workload/env/V").asText()
                        + " "
                        + i.at("/observed/wdm.instance/outcome").asText());
              }
              assertThat(seen.keySet()).isEqualTo(names());
              assertThat(seen.values()).containsOnly(version + " SETTLED");
            });
  }

  /** Of all that was ever done, nothing was done twice, and nothing without need. */
  private static void assertOnce() {
    Map<String, Long> done =
        yard.deeds().stream()
            .filter(Yard.Deed::done)
            .collect(
                Collectors.groupingBy(
                    d -> d.method() + " " + d.name() + " " + d.version(), Collectors.counting()));
    assertThat(done).hasSize(version * APPLICATIONS);
    assertThat(done).allSatisfy((what, times) -> assertThat(times).as(what).isEqualTo(1));
  }

  private static void assertMovedSince(long away) {
    assertThat(Duration.ofNanos(System.nanoTime() - away)).isLessThan(MOVES.plus(usual));
  }

  /** It is in the midst of the work for what is wanted now. */
  private static void awaitAtWork(Node node) {
    await()
        .atMost(Distribution.SOON)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> deeds().anyMatch(d -> d.node().equals(node.name())));
  }

  private static Stream<Yard.Deed> deeds() {
    return yard.deeds().stream().filter(d -> d.version() == version);
  }

  private static Set<Integer> partitions(Node one, Node other) throws Exception {
    Set<Integer> both = new TreeSet<>(one.partitions());
    both.addAll(other.partitions());
    return both;
  }

  private static void awaitJoined(Node node) {
    await().atMost(MOVES).until(() -> node.partitions().size() >= Leases.PARTITIONS / 4);
  }

  @Test
  @Order(1)
  void whatIsWrittenAtOneNodeIsDoneByAllAndSeenAtEach() throws Exception {
    for (Node node : nodes) {
      awaitJoined(node);
    }
    change(nodes.get(0));
    awaitDone(nodes.get(0));
    long began = System.nanoTime();
    change(nodes.get(0));
    for (Node node : nodes) {
      awaitDone(node);
      assertThat(deeds().map(Yard.Deed::node)).contains(node.name());
    }
    usual = Duration.ofNanos(System.nanoTime() - began);
    assertThat(usual).isLessThan(USUAL);
    assertOnce();
  }

  @Test
  @Order(2)
  void whatAKilledNodeHadIsTakenOver() throws Exception {
    change(nodes.get(0));
    awaitAtWork(nodes.get(2));
    long away = System.nanoTime();
    nodes.get(2).kill();
    awaitDone(nodes.get(1));
    assertMovedSince(away);
    nodes.get(2).start();
    awaitJoined(nodes.get(2));
    change(nodes.get(2));
    awaitAtWork(nodes.get(2));
    awaitDone(nodes.get(0));
    assertOnce();
  }

  @Test
  @Order(3)
  void aNodeThatStandsStillDoesNoHarmWhenItWakes() throws Exception {
    long away = System.nanoTime();
    nodes.get(1).pause();
    try {
      change(nodes.get(0));
      awaitDone(nodes.get(2));
      assertMovedSince(away);
    } finally {
      nodes.get(1).resume();
    }
    awaitDone(nodes.get(1));
    awaitJoined(nodes.get(1));
    change(nodes.get(1));
    awaitAtWork(nodes.get(1));
    awaitDone(nodes.get(0));
    assertOnce();
  }

  /**
   * How many of these were refused in the yard and are tried again, not before this and soon after.
   */
  private static int resting(Node at, Set<String> names, Instant now) throws IOException {
    int resting = 0;
    for (JsonNode i : at.rest().get("/instances?limit=1000").ok().body().path("items")) {
      JsonNode seen = i.at("/observed/wdm.instance");
      boolean failed =
          names.contains(i.get("name").asText())
              && i.at("/spec/workload/env/V").asText().equals("" + version)
              && seen.path("outcome").asText().equals("FAILED");
      Instant again = failed ? Instant.parse(seen.path("again").asText()) : Instant.MIN;
      if (again.isAfter(now) && again.isBefore(now.plus(RETRIED))) {
        resting++;
      }
    }
    return resting;
  }

  /**
   * Holds what a node says to the database, at a moment when it is at no step and some of these are
   * to be tried again: each step of an instance that it begins from now on waits with an intent.
   *
   * @return false if it is no such moment, and nothing is held
   */
  private static boolean holdWhileSomeRest(Node node, Node other, Set<String> names)
      throws IOException {
    int resting = 0;
    if (node.isAtRest()) {
      node.cable().hold();
      resting = node.isAtRest() ? resting(other, names, Instant.now()) : resting;
    }
    if (resting < 2) {
      node.cable().release();
    }
    return resting >= 2;
  }

  private static Set<Ref> instances(Set<String> names) {
    return names.stream().map(NodesIT::instance).collect(Collectors.toSet());
  }

  private static Set<String> hadBy(Set<Integer> partitions) {
    return names().stream()
        .filter(name -> partitions.contains(Leases.partition(instance(name))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * A node waits to tell the database what it will do next, and one of its deeds is done and it has
   * not been told; then it stands still until others have its work. Meanwhile nothing of that has
   * changed, for the yard is silent: only that the work is another's stands against the node.
   */
  @Test
  @Order(4)
  void whatAZombieWasAboutToDoIsRefused() throws Exception {
    Node zombie = nodes.get(1);
    long said = zombie.said();
    double fenced = zombie.metric("hansa_writes_fenced");
    Set<Integer> had = zombie.partitions();
    Set<String> its = hadBy(had);
    assertThat(its).hasSizeGreaterThan(3);
    String lateOne = its.iterator().next();
    yard.full(its);
    yard.late(lateOne);
    change(nodes.get(0));
    await()
        .atMost(Distribution.SOON)
        .untilAsserted(() -> assertThat(deeds().map(Yard.Deed::name).toList()).containsAll(its));
    await()
        .atMost(Distribution.SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> holdWhileSomeRest(zombie, nodes.get(0), its));
    await()
        .atMost(RETRIED.plusSeconds(1))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> zombie.steps("wdm.instance") >= 2);
    zombie.pause();
    try {
      yard.silent(true);
      yard.full(Set.of());
      await().atMost(MOVES).until(() -> partitions(nodes.get(0), nodes.get(2)).containsAll(had));
    } finally {
      zombie.cable().release();
      zombie.resume();
    }
    String fence = "partition ";
    await()
        .atMost(MOVES)
        .untilAsserted(
            () -> {
              assertThat(zombie.refused(said, "outcome of APPLY", Set.of(instance(lateOne)), fence))
                  .isNotEmpty();
              assertThat(zombie.refused(said, "intent of APPLY", instances(its), fence))
                  .isNotEmpty();
            });
    assertThat(zombie.metric("hansa_writes_fenced")).isGreaterThanOrEqualTo(fenced + 2);
    yard.silent(false);
    yard.late("");
    awaitDone(nodes.get(2));
    awaitDone(zombie);
    awaitJoined(zombie);
    change(zombie);
    awaitAtWork(zombie);
    awaitDone(nodes.get(0));
    assertOnce();
  }

  /**
   * A node has told the database what it will do next, under the epoch that stands, and that is
   * still on its way when others have its work.
   */
  @Test
  @Order(5)
  void whatAZombieHasSaidIsRefusedWhenItArrives() throws Exception {
    Node zombie = nodes.get(1);
    long said = zombie.said();
    Set<Integer> had = zombie.partitions();
    zombie.cable().holdFrom("\"outcome\":\"PENDING\"");
    change(nodes.get(0));
    await()
        .atMost(Distribution.SOON)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> zombie.cable().holdsEverything());
    long away = System.nanoTime();
    zombie.pause();
    try {
      await().atMost(MOVES).until(() -> partitions(nodes.get(0), nodes.get(2)).containsAll(had));
      awaitDone(nodes.get(2));
      assertMovedSince(away);
    } finally {
      zombie.cable().release();
      zombie.resume();
    }
    await()
        .atMost(MOVES)
        .untilAsserted(
            () ->
                assertThat(
                        zombie.refused(
                            said,
                            "intent of APPLY",
                            instances(hadBy(had)),
                            "the store cannot write"))
                    .isNotEmpty());
    awaitDone(zombie);
    assertThat(deeds().map(Yard.Deed::node)).doesNotContain(zombie.name());
    awaitJoined(zombie);
    change(zombie);
    awaitAtWork(zombie);
    awaitDone(nodes.get(0));
    assertOnce();
  }

  @Test
  @Order(6)
  void aNodeWithoutTheDatabaseReadsAndSaysSo() throws Exception {
    Node alone = nodes.get(0);
    change(nodes.get(1));
    awaitAtWork(alone);
    long away = System.nanoTime();
    alone.cable().cut();
    try {
      awaitDone(nodes.get(2));
      assertMovedSince(away);
      await().atMost(Distribution.SOON).until(() -> alone.ready() == 503);
      assertThat(alone.rest().get("/applications/demo/app0").status()).isEqualTo(200);
    } finally {
      alone.cable().mend();
    }
    await().atMost(Distribution.SOON).until(() -> alone.ready() == 200);
    awaitDone(alone);
    awaitJoined(alone);
    change(alone);
    awaitAtWork(alone);
    awaitDone(nodes.get(1));
    assertOnce();
  }

  @Test
  @Order(7)
  void whoLeavesHandsOverAtOnce() throws Exception {
    Node leaver = nodes.get(0);
    Set<Integer> had = leaver.partitions();
    assertThat(had).isNotEmpty();
    change(nodes.get(1));
    awaitAtWork(leaver);
    leaver.leave();
    long ended = System.nanoTime();
    await()
        .atMost(HANDED_OVER)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> partitions(nodes.get(1), nodes.get(2)).containsAll(had));
    awaitDone(nodes.get(2));
    assertThat(Duration.ofNanos(System.nanoTime() - ended)).isLessThan(HANDED_OVER.plus(usual));
    assertOnce();
  }
}
