package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Json;
import org.hansa.itests.real.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several Hansas on one PostgreSQL database. What is installed at one is run by all, by those that
 * were away and by those that come new; and each says how it is there.
 */
@TestMethodOrder(OrderAnnotation.class)
class ExtensionNodesIT {

  private static final String ID = "moved";
  private static final String PATH = "/extensions/system/org.example." + ID;

  @TempDir static Path folder;

  private static PostgresServer server;
  private static String url;
  private static final List<Node> NODES = new ArrayList<>();
  private static Node first;
  private static Node second;

  /** A Hansa and the name that it has among the others. */
  private record Node(String name, Distribution hansa) {

    JsonNode extension() throws IOException {
      return hansa.rest().get(PATH).ok().body();
    }

    JsonNode said(Node by) throws IOException {
      return extension().at("/status/nodes/" + by.name());
    }

    /** Versions of the driver that it has, whatever is said of it. */
    List<String> versions() throws IOException {
      List<String> found = new ArrayList<>();
      for (JsonNode each : hansa.rest().get("/drivers").ok().body().path("items")) {
        if (each.path("id").asText().equals(ID)) {
          found.add(each.path("version").asText());
        }
      }
      return found;
    }

    void install(String version) throws IOException {
      byte[] content = ShedBundle.sound(ID, version).content(folder);
      hansa.rest().send("PUT", PATH + "/archive", content).ok();
    }

    /** The version that it goes back to. */
    String rollBack() throws IOException {
      Rest.Answer answer = hansa.rest().send("POST", PATH + "/rollback", Json.tree(Map.of()));
      return answer.ok().body().path("version").asText();
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server = new PostgresServer();
    url = server.database();
    first = begin("first");
    second = begin("second");
  }

  @AfterAll
  static void end() throws Exception {
    for (Node node : NODES) {
      node.hansa().end();
    }
    server.stop();
  }

  private static Node begin(String name) throws IOException {
    Path place = Files.createDirectories(folder.resolve(name));
    Distribution hansa =
        Distribution.withAdministrator(place, place).at("127.0.0.1", "-Dhansa.node=" + name);
    Files.writeString(
        hansa.state().resolve("etc/org.hansa.core.store.cfg"), "url = " + url + "\nuser = hansa\n");
    if (!NODES.isEmpty()) {
      Path key = NODES.get(0).hansa().state().resolve("root.key");
      Files.copy(key, hansa.state().resolve("root.key"));
    }
    Node node = new Node(name, hansa);
    NODES.add(node);
    hansa.start();
    return node;
  }

  /** While others are away. */
  private static void awaitAlone(Node node, String version) {
    await()
        .atMost(Distribution.SOON)
        .untilAsserted(
            () -> {
              assertThat(node.versions()).containsExactly(version);
              assertThat(node.said(node).path("state").asText()).isEqualTo("ACTIVE");
              assertThat(node.said(node).path("generation"))
                  .isEqualTo(node.extension().path("generation"));
            });
  }

  /** Each runs this version and no other, and each says so of itself, whoever is asked. */
  private static void awaitEverywhere(String version) throws IOException {
    for (Node node : NODES) {
      await()
          .atMost(Distribution.SOON)
          .untilAsserted(() -> assertThat(node.versions()).containsExactly(version));
    }
    for (Node asked : NODES) {
      await()
          .atMost(Distribution.SOON)
          .untilAsserted(
              () -> {
                JsonNode extension = asked.extension();
                assertThat(extension.at("/status/version").asText()).isEqualTo(version);
                assertThat(Sheds.condition(extension, "Ready").path("state").asText())
                    .isEqualTo("TRUE");
                for (Node node : NODES) {
                  JsonNode said = extension.at("/status/nodes/" + node.name());
                  assertThat(said.path("state").asText()).isEqualTo("ACTIVE");
                  assertThat(said.path("digest")).isEqualTo(extension.at("/spec/digest"));
                  assertThat(said.path("generation")).isEqualTo(extension.path("generation"));
                }
              });
    }
  }

  @Test
  @Order(1)
  void whatIsInstalledAtOneNodeRunsAtBoth() throws IOException {
    first.install("1.0.0");

    awaitEverywhere("1.0.0");
  }

  @Test
  @Order(2)
  void anUpgradeAndItsRollBackReachBoth() throws IOException {
    second.install("1.1.0");
    awaitEverywhere("1.1.0");
    assertThat(first.extension().at("/status/former/version").asText()).isEqualTo("1.0.0");

    assertThat(first.rollBack()).isEqualTo("1.0.0");

    awaitEverywhere("1.0.0");
    assertThat(first.extension().at("/status/former/version").asText()).isEqualTo("1.1.0");
  }

  /** What it ran before it went is nothing to go back to. */
  @Test
  @Order(3)
  void whoWasAwayCatchesUp() throws Exception {
    second.hansa().stop();
    first.install("1.1.0");
    awaitAlone(first, "1.1.0");
    first.install("1.2.0");
    awaitAlone(first, "1.2.0");
    assertThat(first.rollBack()).isEqualTo("1.1.0");
    awaitAlone(first, "1.1.0");
    first.install("1.2.0");
    awaitAlone(first, "1.2.0");
    // What is said of who is away is as old as its generation.
    assertThat(first.said(second).path("generation").asLong())
        .isLessThan(first.extension().path("generation").asLong());

    second.hansa().start();

    awaitEverywhere("1.2.0");
    assertThat(second.extension().at("/status/former/version").asText()).isEqualTo("1.1.0");
  }

  @Test
  @Order(4)
  void anEmptyArchiveThatJoinsFindsIt() throws Exception {
    Node third = begin("third");

    awaitEverywhere("1.2.0");
    assertThat(third.rollBack()).isEqualTo("1.1.0");
    awaitEverywhere("1.1.0");
  }

  @Test
  @Order(5)
  void whatIsRemovedAtOneIsGoneAtAll() throws IOException {
    first.hansa().rest().delete(PATH).ok();

    for (Node node : NODES) {
      await().atMost(Distribution.SOON).until(() -> node.versions().isEmpty());
      assertThat(node.hansa().rest().get(PATH).status()).isEqualTo(404);
    }
  }
}
