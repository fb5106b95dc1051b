package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hansa.core.api.store.Leases;
import org.hansa.core.testing.store.Told;
import org.hansa.itests.real.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A live state of each former release is opened by this one. */
class PostgresMigrationTest {

  private static final String BLOB =
      "sha256:5570a3cf02207f1d352d2cfea385be4bc0b2b9414f606baa6f55db60b232f221";

  private static PostgresServer server;

  @TempDir Path folder;
  @TempDir Path other;

  private String url;
  private String former;

  @BeforeAll
  static void start() throws Exception {
    server = new PostgresServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  @BeforeEach
  void oldest() throws Exception {
    former(1);
  }

  /** The state is that of a release with this schema. */
  private void former(int version) throws Exception {
    former = text("postgres-" + version + ".txt");
    url = server.database();
    run(text("postgres-" + version + ".sql").split(";\n", -1));
  }

  /** Of all, this one's too: so it is there when the next one comes. */
  static IntStream versions() {
    return IntStream.rangeClosed(1, Schema.VERSION);
  }

  private static String text(String name) throws IOException {
    try (InputStream in = PostgresMigrationTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private PostgresDatabase database(String at) {
    return new PostgresDatabase(new PostgresStore.Access(at, "hansa", ""), Duration.ofSeconds(5));
  }

  private void run(String... statements) throws SQLException {
    try (Connection connection = database(url).writer();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
  }

  private PostgresStore open(Path state, String at) {
    return PostgresStore.open(
        state,
        new PostgresStore.Access(at, "hansa", ""),
        () -> java.time.Instant.parse("2026-01-01T12:00:00Z"),
        PostgresContractTest.LIMITS,
        () -> {});
  }

  @ParameterizedTest
  @MethodSource("versions")
  void allReadsTheSameAtTwoNodes(int version) throws Exception {
    former(version);
    try (PostgresStore store = open(folder, url);
        PostgresStore second = open(other, url);
        InputStream blob = second.open(BLOB)) {
      assertThat(Told.of(store)).isEqualTo(former);
      assertThat(Told.of(second)).isEqualTo(former);
      assertThat(blob.readAllBytes()).isEqualTo("a blob".getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A node of before must not act under the epoch that it had. */
  @ParameterizedTest
  @MethodSource("versions")
  void epochsGoOnFromWhereTheyWere(int version) throws Exception {
    former(version);
    Map<Integer, Long> before = epochs();
    try (PostgresStore store = open(folder, url)) {
      Map<Integer, Long> now = store.leases().renew("new", Duration.ofMinutes(1)).epochs();
      assertThat(now).hasSize(Leases.PARTITIONS).hasSameSizeAs(before);
      now.forEach((partition, epoch) -> assertThat(epoch).isGreaterThan(before.get(partition)));
    }
  }

  private Map<Integer, Long> epochs() throws SQLException {
    Map<Integer, Long> epochs = new HashMap<>();
    try (Connection connection = database(url).writer();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT partition, epoch FROM lease")) {
      while (rows.next()) {
        epochs.put(rows.getInt(1), rows.getLong(2));
      }
    }
    return epochs;
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theTablesAreThoseThatAreMadeAnew(int version) throws Exception {
    former(version);
    String fresh = server.database();
    open(folder, url).close();
    open(other, fresh).close();
    assertThat(columns(url)).isEqualTo(columns(fresh)).isNotEmpty();
  }

  private List<String> columns(String at) throws SQLException {
    List<String> all = new ArrayList<>();
    try (Connection connection = database(at).writer();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table_name || ' ' || column_name || ' ' || data_type || is_nullable"
                    + " FROM information_schema.columns WHERE table_schema = 'public' UNION ALL"
                    + " SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' UNION ALL"
                    + " SELECT key FROM meta UNION ALL"
                    + " SELECT value FROM meta WHERE key = 'schema' ORDER BY 1")) {
      while (rows.next()) {
        all.add(rows.getString(1));
      }
    }
    return all;
  }

  @Test
  void whatFailsLeavesTheFormerTables() throws Exception {
    List<Migrations.Step> steps = new ArrayList<>(Migrations.STEPS);
    steps.add(schema -> List.of("DROP TABLE meta", "no SQL at all"));
    try (Connection connection = database(url).writer()) {
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> Migrations.run(connection, Schema.POSTGRES, "it", steps, said -> {}))
          .isInstanceOf(SQLException.class);
    }
    try (PostgresStore store = open(folder, url)) {
      assertThat(Told.of(store)).isEqualTo(former);
    }
  }
}
