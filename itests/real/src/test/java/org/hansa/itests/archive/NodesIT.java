package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hansa.core.api.Json;
import org.hansa.itests.real.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three Hansas on one PostgreSQL database, each with a way of its own to it. Many applications,
 * spread over all partitions, are changed; whoever of the three is away, the others take over what
 * it had within ten seconds, and what it still says is not heard.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodesIT {

  private static final int APPLICATIONS = 40;

  /** Within this, beside what the same work takes when nobody is away. */
  private static final Duration MOVES = Duration.ofSeconds(10);

  @TempDir static Path folder;

  private static PostgresServer server;
  private static final List<Distribution> nodes = new ArrayList<>();
  private static final List<Cable> cables = new ArrayList<>();
  private static int version;

  /** How long it takes on this machine until all applications are changed, all nodes there. */
  private static Duration usual;

  @BeforeAll
  static void start() throws Exception {
    server = new PostgresServer();
    String url = server.database();
    String database = url.substring(url.lastIndexOf('/') + 1);
    for (int i = 0; i < 3; i++) {
      Path place = Files.createDirectories(folder.resolve("node" + i));
      Distribution node = Distribution.withAdministrator(place, place);
      Cable cable = new Cable(server.port());
      Files.writeString(
          node.state().resolve("etc/org.hansa.core.store.cfg"),
          "url = jdbc:postgresql://127.0.0.1:"
              + cable.port()
              + "/"
              + database
              + "\nuser = hansa\n");
      nodes.add(node);
      cables.add(cable);
    }
    nodes.get(0).start();
    for (Distribution node : nodes.subList(1, 3)) {
      Files.copy(nodes.get(0).state().resolve("root.key"), node.state().resolve("root.key"));
      node.start();
    }
  }

  @AfterAll
  static void end() throws Exception {
    for (Distribution node : nodes) {
      node.end();
    }
    for (Cable cable : cables) {
      cable.close();
    }
    server.stop();
  }

  private static void signal(Distribution node, String name) throws IOException {
    assertThat(node.run("", "kill", "-" + name, Long.toString(node.pid())).code()).isZero();
  }

  /** Every application is changed at one node. */
  private static void change(Distribution at) throws IOException {
    version++;
    for (int i = 0; i < APPLICATIONS; i++) {
      JsonNode component =
          Json.tree(
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
                  Map.of("cpu", 0.1)));
      JsonNode app =
          Json.tree(
              Map.of(
                  "kind",
                  "Application",
                  "tenant",
                  "demo",
                  "name",
                  "app" + i,
                  "spec",
                  Map.of("components", List.of(component))));
      at.rest().send("POST", "/apply", Rest.changes(List.of(app), List.of())).ok();
    }
  }

  /** Each has been stepped: its workload has what is wanted now. */
  private static void awaitStepped(Distribution at) {
    await()
        .atMost(Distribution.SOON)
        .untilAsserted(
            () -> {
              List<String> all = new ArrayList<>();
              for (JsonNode w : at.rest().get("/workloads?limit=1000").ok().body().path("items")) {
                all.add(w.get("name").asText() + " " + w.at("/spec/component/env/V").asText());
              }
              assertThat(all)
                  .containsExactlyInAnyOrderElementsOf(
                      IntStream.range(0, APPLICATIONS)
                          .mapToObj(i -> "app" + i + ".c " + version)
                          .toList());
            });
  }

  private static void assertMovedSince(long away) {
    assertThat(Duration.ofNanos(System.nanoTime() - away)).isLessThan(MOVES.plus(usual));
  }

  @Test
  @Order(1)
  void whatIsWrittenAtOneNodeIsDoneByAllAndSeenAtEach() throws Exception {
    long began = System.nanoTime();
    change(nodes.get(0));
    for (Distribution node : nodes) {
      awaitStepped(node);
    }
    usual = Duration.ofNanos(System.nanoTime() - began);
  }

  @Test
  @Order(2)
  void whatAKilledNodeHadIsTakenOver() throws Exception {
    long away = System.nanoTime();
    nodes.get(2).kill();
    change(nodes.get(0));
    awaitStepped(nodes.get(1));
    assertMovedSince(away);
    nodes.get(2).start();
    change(nodes.get(2));
    awaitStepped(nodes.get(0));
  }

  @Test
  @Order(3)
  void aNodeThatStandsStillDoesNoHarmWhenItWakes() throws Exception {
    long away = System.nanoTime();
    signal(nodes.get(1), "STOP");
    try {
      change(nodes.get(0));
      awaitStepped(nodes.get(2));
      assertMovedSince(away);
    } finally {
      signal(nodes.get(1), "CONT");
    }
    awaitStepped(nodes.get(1));
    change(nodes.get(1));
    awaitStepped(nodes.get(0));
  }

  @Test
  @Order(4)
  void aNodeWithoutTheDatabaseReadsAndSaysSo() throws Exception {
    long away = System.nanoTime();
    cables.get(0).cut();
    try {
      change(nodes.get(1));
      awaitStepped(nodes.get(2));
      assertMovedSince(away);
      await().atMost(Distribution.SOON).until(() -> nodes.get(0).get("/health/ready") == 503);
      assertThat(nodes.get(0).rest().get("/applications/demo/app0").status()).isEqualTo(200);
    } finally {
      cables.get(0).mend();
    }
    await().atMost(Distribution.SOON).until(() -> nodes.get(0).get("/health/ready") == 200);
    awaitStepped(nodes.get(0));
    change(nodes.get(0));
    awaitStepped(nodes.get(1));
  }

  @Test
  @Order(5)
  void whoLeavesHandsOverAtOnce() throws Exception {
    nodes.get(0).stop();
    change(nodes.get(1));
    awaitStepped(nodes.get(2));
  }
}
