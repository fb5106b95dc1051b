package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hansa.core.api.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

/**
 * The state that a former release left on a machine where one application ran, as its database was
 * written out. This release is started on it, on a machine where nothing runs.
 */
class FormerStateIT {

  private static final String PATH = "/applications/demo/clock";

  @TempDir Path folder;

  private Distribution hansa;
  private Traces traces;

  /** What stood, by reference. */
  private final Map<String, JsonNode> stood = new TreeMap<>();

  /** Of what the audit trail says. */
  private final List<Instant> times = new ArrayList<>();

  private long first;

  private void former(int schema) throws Exception {
    hansa = Distribution.unpack(folder);
    traces = new Traces(hansa.state());
    Files.createDirectory(
        hansa.state(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.write(
        hansa.state().resolve("root.key"), HexFormat.of().parseHex(text("root.key.hex").strip()));
    // The name of that machine was vm.
    String sql = text("schema-" + schema + ".sql").replace("local.vm", "local." + here());
    sql = sql.replace("\"host\":\"vm\"", "\"host\":\"" + here() + "\"");
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + hansa.state().resolve("hansa.db"));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String one : sql.split(";\n", -1)) {
        if (!one.isBlank()) {
          statement.execute(one);
        }
      }
      connection.commit();
      read(statement, schema);
    }
  }

  @AfterEach
  void end() throws IOException {
    hansa.end();
  }

  private static String text(String name) throws IOException {
    try (InputStream in = FormerStateIT.class.getResourceAsStream("former/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** As the process driver calls this machine. */
  private static String here() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/hostname"))
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-");
  }

  private void read(Statement statement, int schema) throws SQLException {
    // From schema 2 on the log is the state: the newest row of a name, if it is not that it went.
    String log =
        "SELECT json FROM (SELECT max(id), op, json FROM log GROUP BY kind, tenant, name)"
            + " WHERE op <> 'DELETED'";
    try (ResultSet rows = statement.executeQuery(schema == 1 ? "SELECT json FROM resource" : log)) {
      while (rows.next()) {
        JsonNode resource = Json.read(rows.getString(1));
        stood.put(
            String.join(
                "/",
                resource.get("kind").asText(),
                resource.get("tenant").asText(),
                resource.get("name").asText()),
            resource);
      }
    }
    try (ResultSet rows =
        statement.executeQuery("SELECT at FROM entry WHERE stream = 'audit' ORDER BY number")) {
      while (rows.next()) {
        times.add(Instant.EPOCH.plusNanos(rows.getLong(1)));
      }
    }
    String change = "%\"kind\":\"Application\",\"labels\"%";
    try (ResultSet row =
        statement.executeQuery(
            (schema == 1 ? "SELECT min(revision) FROM change_log" : "SELECT min(id) >> 16 FROM log")
                + " WHERE json LIKE '"
                + change
                + "'")) {
      first = row.getLong(1);
    }
  }

  /** Of the oldest release, and of the one before this. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void theApplicationGoesOnAsItWas(int schema) throws Exception {
    former(schema);
    assertThat(stood).containsKeys("Application/demo/clock", "Instance/demo/clock.tick.0");

    hansa.start();

    // Nobody was made anew: who was known before is known, by what was sealed under the same key.
    await()
        .atMost(Distribution.SOON)
        .during(Duration.ofSeconds(1))
        .until(() -> World.of(hansa.rest()).unready(), List::isEmpty);
    World world = World.of(hansa.rest());
    world
        .resources()
        .forEach(
            (ref, now) -> {
              JsonNode before = stood.get(ref);
              assertThat(before).as(ref).isNotNull();
              for (String part : List.of("uid", "created", "spec", "labels", "owner")) {
                assertThat(now.path(part)).as(ref + " " + part).isEqualTo(before.path(part));
              }
            });
    assertThat(world.resources().keySet())
        .isEqualTo(
            keys("Application", "Workload", "Reservation", "Instance", "Site", "Endpoint", "Host"));
    String uid = stood.get("Instance/demo/clock.tick.0").get("uid").asText();
    assertThat(traces.mains()).hasSize(1);
    assertThat(traces.main(uid)).isPresent();

    assertThat(word(hansa.rest().get("/applications?at=" + first).ok().body().at("/items/0")))
        .isEqualTo("one");
    assertThat(word(hansa.rest().get(PATH).ok().body())).isEqualTo("three");
    JsonNode audit = hansa.rest().get("/audit?limit=1000").ok().body().path("items");
    assertThat(audit.size()).isGreaterThan(times.size());
    for (int n = 0; n < times.size(); n++) {
      assertThat(audit.get(n).get("at").asText()).isEqualTo(times.get(n).toString());
    }

    hansa.rest().delete(PATH).ok();
    await().atMost(Distribution.SOON).until(() -> hansa.rest().get(PATH).status() == 404);
    await().atMost(Distribution.SOON).until(() -> traces.processes().isEmpty());
  }

  private Set<String> keys(String... kinds) {
    return stood.keySet().stream()
        .filter(ref -> List.of(kinds).contains(ref.substring(0, ref.indexOf('/'))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String word(JsonNode application) {
    return application.at("/spec/components/0/env/WORD").asText();
  }
}
