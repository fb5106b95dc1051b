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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hansa.core.api.Json;
import org.hansa.itests.real.Cable;
import org.hansa.itests.real.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** From one release to another by the command, of nodes whose state is in a PostgreSQL database. */
@TestMethodOrder(OrderAnnotation.class)
class PostgresReleaseIT {

  private static final int PATIENCE_SECONDS = 300;

  /** Resources that are written again and again while a node is away. */
  private static final int SOME = 20;

  private static final List<String> LATER = List.of("CREATE TABLE later (word TEXT NOT NULL)");

  /** One whose statements ask for what it has just renamed. */
  private static final List<String> BROKEN =
      List.of(
          LATER.get(0),
          "CREATE TABLE later_still (word TEXT NOT NULL)",
          "ALTER TABLE log RENAME TO history");

  /** One that works, with a schema that is later again. */
  private static final List<String> LAST =
      List.of(LATER.get(0), "CREATE TABLE last (word TEXT NOT NULL)");

  @TempDir static Path folder;

  private static PostgresServer server;
  private static String url;
  private static Distribution first;
  private static Distribution second;

  /** The way of the second to the database. */
  private static Cable cable;

  @BeforeAll
  static void start() throws Exception {
    server = new PostgresServer();
    url = server.database();
    first = node("first", server.port());
    assertThat(ended(command(first, "start"))).as(said()).isZero();
    cable = new Cable("127.0.0.1", server.port());
    second = node("second", cable.port());
    Files.copy(first.state().resolve("root.key"), second.state().resolve("root.key"));
  }

  @AfterAll
  static void end() throws Exception {
    first.end();
    if (second != null) {
      second.end();
      cable.close();
    }
    server.stop();
  }

  /**
   * @param port where it reaches the server
   */
  private static Distribution node(String name, int port) throws IOException {
    String there = url.replace(":" + server.port() + "/", ":" + port + "/");
    Path place = Files.createDirectories(folder.resolve(name));
    Distribution node = Distribution.withAdministrator(place, place);
    Files.writeString(
        node.state().resolve("etc/org.hansa.core.store.cfg"),
        "url = " + there + "\nuser = hansa\n");
    return node.at("127.0.0.1", "-Dhansa.node=" + name);
  }

  private static Process command(Distribution node, String... words) throws IOException {
    return node.process(folder.resolve("command.log"), "bin/hansa", words);
  }

  private static int ended(Process process) throws Exception {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
    return process.exitValue();
  }

  private static String said() throws IOException {
    return Files.readString(folder.resolve("command.log"));
  }

  private static Path release(String version, List<String> steps) throws IOException {
    LaterRelease release = LaterRelease.unpack(first, folder, steps);
    release.version(version);
    release.steps(steps);
    return release.pack(first, version);
  }

  private static String version(Distribution node) throws Exception {
    return node.health().path("version").asText();
  }

  private static List<String> query(String sql) throws Exception {
    return server.query(url.substring(url.lastIndexOf('/') + 1), sql);
  }

  private static int schema() throws Exception {
    return Integer.parseInt(query("SELECT value FROM meta WHERE key = 'schema'").get(0));
  }

  private static List<String> living() throws Exception {
    return query("SELECT node FROM member WHERE until > clock_timestamp() ORDER BY node");
  }

  private static Rest.Answer write(Distribution at, String name) throws IOException {
    return write(at, name, "none");
  }

  private static Rest.Answer write(Distribution at, String name, String reason) throws IOException {
    return at.rest()
        .send(
            "PUT",
            "/holdrules/system/" + name,
            Json.tree(Map.of("spec", Map.of("kinds", List.of("Site"), "reason", reason))));
  }

  private static String reason(Distribution at, String name) throws IOException {
    return at.rest().get("/holdrules/system/" + name).body().at("/spec/reason").asText();
  }

  private static boolean has(Distribution at, String name) throws IOException {
    return at.rest().get("/holdrules/system/" + name).status() == 200;
  }

  /** The numbers of all audit entries. */
  private static List<String> audit() throws IOException {
    List<String> numbers = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = first.rest().get("/audit?limit=1000" + cursor).ok().body();
      page.path("items").forEach(entry -> numbers.add(entry.path("number").asText()));
      cursor = page.has("next") ? "&after=" + page.get("next").asText() : "";
    } while (!cursor.isEmpty());
    return numbers;
  }

  private static List<Path> backups(Distribution node) throws IOException {
    Path all = node.state().resolve("backups");
    if (!Files.exists(all)) {
      return List.of();
    }
    try (Stream<Path> each = Files.list(all)) {
      return each.toList();
    }
  }

  @Test
  @Order(1)
  void theDatabaseGoesOverWithTheNode() throws Exception {
    int before = schema();
    write(first, "kept").ok();
    List<String> audit = audit();

    assertThat(ended(command(first, "upgrade", release("7.0.0", LATER).toString())))
        .as(said())
        .isZero();

    assertThat(version(first)).isEqualTo("7.0.0");
    assertThat(schema()).isEqualTo(before + 1);
    assertThat(has(first, "kept")).isTrue();
    assertThat(audit()).containsAll(audit);
    assertThat(backups(first)).hasSize(1);
  }

  /**
   * A release brings the tables to its own and cannot work with them: the former one comes back
   * with the database that it left, to the last write.
   */
  @Test
  @Order(2)
  void theDatabaseComesBackFromAReleaseThatHasChangedItsTables() throws Exception {
    int before = schema();
    write(first, "last-words").ok();
    List<String> audit = audit();
    Process upgrade = command(first, "upgrade", release("8.0.0", BROKEN).toString());
    Path log = first.state().resolve("log/karaf.log");
    await()
        .atMost(Distribution.SOON)
        .until(() -> Files.readString(log).contains("The store is not open"));
    assertThat(query("SELECT to_regclass('history') IS NOT NULL")).containsExactly("t");
    first.kill();
    assertThat(ended(upgrade)).as(said()).isEqualTo(1);

    assertThat(said())
        .contains("going back to 7.0.0", "the state is brought back too", "all is as before");
    assertThat(version(first)).isEqualTo("7.0.0");
    assertThat(schema()).isEqualTo(before);
    assertThat(has(first, "kept")).isTrue();
    assertThat(has(first, "last-words")).isTrue();
    assertThat(audit()).containsAll(audit);
    assertThat(
            query("SELECT to_regclass('history') IS NULL AND to_regclass('later_still') IS NULL"))
        .containsExactly("t");
    assertThat(first.state().resolve("upgrade")).doesNotExist();
    assertThat(first.health().toString()).contains("observe-only");
    Distribution.Result accepted = first.shell("admin", Distribution.TOKEN, "store:accept --yes");
    assertThat(accepted.code()).as(accepted.output()).isZero();
    write(first, "after-it").ok();
  }

  /** Command and Hansa are killed while the new one comes up; the command ends what was begun. */
  @Test
  @Order(3)
  void whatIsCutOffIsEnded() throws Exception {
    Path next = release("9.0.0", LATER);
    Process upgrade = command(first, "upgrade", next.toString());
    Path stage = first.state().resolve("upgrade/stage");
    await()
        .atMost(Distribution.SOON)
        .ignoreExceptions()
        .until(() -> Files.readString(stage).strip().equals("starting"));
    // Killed before it has started anything it would leave nothing to be killed.
    await()
        .atMost(Distribution.SOON)
        .ignoreExceptions()
        .until(() -> ProcessHandle.of(first.pid()).filter(ProcessHandle::isAlive).isPresent());
    upgrade.destroyForcibly();
    assertThat(upgrade.waitFor(10, TimeUnit.SECONDS)).isTrue();
    first.kill();
    assertThat(ended(command(first, "start"))).isEqualTo(1);
    assertThat(said()).contains("an upgrade was cut off when it was starting");

    assertThat(ended(command(first, "upgrade"))).as(said()).isZero();

    assertThat(version(first)).isEqualTo("9.0.0");
    assertThat(has(first, "after-it")).isTrue();
  }

  /** A node of an earlier release comes to where the database is; there is nothing to save. */
  @Test
  @Order(4)
  void anotherNodeFollows() throws Exception {
    Path same = folder.resolve("hansa-9.0.0.tar.gz");
    assertThat(ended(command(second, "upgrade", same.toString()))).as(said()).isZero();
    assertThat(version(second)).isEqualTo("9.0.0");
    assertThat(backups(second)).isEmpty();
    assertThat(has(second, "after-it")).isTrue();
    await().atMost(Distribution.SOON).until(() -> living().equals(List.of("first", "second")));
  }

  @Test
  @Order(5)
  void withTheTablesAsTheyAreNodesGoOneAfterTheOther() throws Exception {
    long pid = second.pid();
    Process upgrade = command(first, "upgrade", release("10.0.0", LATER).toString());
    int written = 0;
    while (upgrade.isAlive()) {
      write(second, "meanwhile-" + written % SOME, "" + written).ok();
      written++;
    }
    assertThat(ended(upgrade)).as(said()).isZero();
    assertThat(written).isGreaterThan(SOME);
    assertThat(version(first)).isEqualTo("10.0.0");
    assertThat(version(second)).isEqualTo("9.0.0");
    assertThat(second.pid()).isEqualTo(pid);
    for (int n = written - SOME; n < written; n++) {
      String name = "meanwhile-" + n % SOME;
      String newest = "" + n;
      await().atMost(Distribution.SOON).until(() -> reason(first, name).equals(newest));
    }
  }

  @Test
  @Order(6)
  void whatChangesTheTablesIsRefusedWhileOthersLive() throws Exception {
    int before = schema();
    long pid = first.pid();
    assertThat(ended(command(first, "upgrade", release("11.0.0", LAST).toString()))).isEqualTo(1);
    assertThat(said())
        .contains("brings the database to schema " + (before + 1), "schema " + before + ": second.")
        .contains("bin/hansa stop on each of them");
    assertThat(schema()).isEqualTo(before);
    assertThat(first.pid()).isEqualTo(pid);
    assertThat(version(first)).isEqualTo("10.0.0");
  }

  /**
   * It was cut off, and taken for one that is gone: when it is back it is refused, and says why.
   */
  @Test
  @Order(7)
  void aNodeThatWasAwayMeanwhileIsKeptOutUntilItFollows() throws Exception {
    int before = schema();
    cable.cut();
    try {
      await().atMost(Distribution.SOON).until(() -> living().equals(List.of("first")));
      Path next = folder.resolve("hansa-11.0.0.tar.gz");
      assertThat(ended(command(first, "upgrade", next.toString()))).as(said()).isZero();
      assertThat(schema()).isEqualTo(before + 1);
      write(first, "newer").ok();
    } finally {
      cable.mend();
    }
    assertThat(write(second, "too-late").status()).isEqualTo(503);
    await()
        .atMost(Distribution.SOON)
        .ignoreExceptions()
        .until(() -> second.health().toString().contains("has schema " + (before + 1)));
    assertThat(second.get("/health/ready")).isEqualTo(503);
    assertThat(has(first, "too-late")).isFalse();
    assertThat(query("SELECT name FROM log WHERE name = 'too-late'")).isEmpty();
    assertThat(living()).containsExactly("first");

    Path next = folder.resolve("hansa-11.0.0.tar.gz");
    assertThat(ended(command(second, "upgrade", next.toString()))).as(said()).isZero();
    assertThat(version(second)).isEqualTo("11.0.0");
    assertThat(has(second, "newer")).isTrue();
    write(second, "in-time").ok();
  }
}
