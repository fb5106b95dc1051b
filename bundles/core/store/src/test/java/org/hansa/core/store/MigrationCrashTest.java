package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/**
 * A process that brings a large state of schema 5 to this release's is killed amid that. {@code
 * -Dhansa.rows=N} for more rows of the log, of 1 kB each.
 */
class MigrationCrashTest {

  private static final int ROWS = Integer.getInteger("hansa.rows", 20_000);
  private static final int ENTRIES = ROWS / 5;

  /** Of 1000 resources, each changed again and again; what else the row has makes 1 kB of it. */
  private static final String LOG =
      """
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %d)
      INSERT INTO log (id, op, kind, tenant, name, former, json)
      SELECT (1000 + i) * 65536, CASE WHEN i < 1000 THEN 'CREATED' ELSE 'UPDATED' END,
        'Site', 'acme', 'many' || (i %% 1000), CASE WHEN i < 1000 THEN 0 ELSE i END,
        '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"many' || (i %% 1000)
        || '","revision":' || (1000 + i) || ',"spec":{"text":"' || hex(randomblob(400))
        || '"},"tenant":"acme","uid":"u-many' || (i %% 1000) || '"}' FROM n\
      """;

  private static final String ENTRY =
      """
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %d)
      INSERT INTO entry (stream, at, subject, uid, actor, cause, body)
      SELECT 'audit', i, 'Site/acme/many' || (i %% 1000), 'u-many' || (i %% 1000), 'anna', 'c',
        '{"value":' || i || '}' FROM n\
      """;

  @TempDir Path state;

  @BeforeEach
  void former() throws Exception {
    try (Connection connection = database();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : MigrationTest.text("sqlite-5.sql").split(";\n", -1)) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
      statement.execute(LOG.formatted(ROWS));
      statement.execute(ENTRY.formatted(ENTRIES));
      statement.execute("UPDATE meta SET value = '" + (999 + ROWS) + "' WHERE key = 'revision'");
      connection.commit();
    }
  }

  private Connection database() throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + state.resolve("hansa.db"));
    return source.getConnection();
  }

  private String schema() throws SQLException {
    try (Connection connection = database();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT value FROM meta WHERE key = 'schema'")) {
      return found.getString(1);
    }
  }

  /** Killed when it has said so much, or when it is done if it says less. */
  private String killed(int lines) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                MigratingProcess.class.getName(),
                state.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String last = "";
      for (int said = 0; said < lines; said++) {
        String next = out.readLine();
        if (next == null) {
          break;
        }
        last = next;
      }
      return last;
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void itBeginsAnewAndLosesNothing() throws Exception {
    // The first line says what is begun; then each thousand rows, of the log and of the entries.
    for (int lines : new int[] {1, 2, ROWS / 2000, ROWS / 1000 + 2, (ROWS + ENTRIES) / 1000}) {
      assertThat(killed(lines)).contains("is brought from schema 5 to " + Schema.VERSION);
      assertThat(schema()).as("after %d lines", lines).isEqualTo("5");
    }
    long began = System.nanoTime();
    assertThat(killed(Integer.MAX_VALUE)).isEqualTo(MigratingProcess.DONE);
    System.out.printf(
        "%,d rows of the log and %,d entries: %,d ms%n",
        ROWS, ENTRIES, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    assertThat(schema()).isEqualTo("" + Schema.VERSION);
    try (SqliteStore store = SqliteStore.open(state, InstantSource.system())) {
      assertThat(store.snapshot().revision()).isEqualTo(999 + ROWS);
      assertThat(store.snapshot().list("Site").filter(r -> r.ref().name().startsWith("many")))
          .hasSize(1000);
      store.transact(s -> Samples.put("next", 1));
    }
  }
}
