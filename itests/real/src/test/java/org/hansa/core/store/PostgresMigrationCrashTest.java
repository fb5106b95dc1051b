package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Transaction;
import org.hansa.itests.real.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that brings a large database of schema 5 to this release's is killed amid that. */
class PostgresMigrationCrashTest {

  private static final int ROWS = 20_000;
  private static final int ENTRIES = ROWS / 5;

  private static final String LOG =
      """
      INSERT INTO log (id, op, kind, tenant, name, former, json)
      SELECT (1000 + i::bigint) * 65536, CASE WHEN i < 1000 THEN 'CREATED' ELSE 'UPDATED' END,
        'Site', 'acme', 'many' || (i %% 1000), CASE WHEN i < 1000 THEN 0 ELSE i END,
        '{"created":"2026-01-01T12:00:00Z","generation":1,"kind":"Site","name":"many' || (i %% 1000)
        || '","revision":' || (1000 + i) || ',"spec":{"text":"' || repeat(md5(i::text), 25)
        || '"},"tenant":"acme","uid":"u-many' || (i %% 1000) || '"}'
      FROM generate_series(0, %d - 1) i\
      """;

  private static final String ENTRY =
      """
      INSERT INTO entry (stream, at, subject, uid, actor, cause, body)
      SELECT 'audit', i, 'Site/acme/many' || (i %% 1000), 'u-many' || (i %% 1000), 'anna', 'c',
        '{"value":' || i || '}' FROM generate_series(0, %d - 1) i\
      """;

  @TempDir Path state;
  private PostgresServer server;
  private String url;

  @BeforeEach
  void former() throws Exception {
    server = new PostgresServer();
    url = server.database();
    try (InputStream sql = getClass().getResourceAsStream("postgres-5.sql");
        Connection connection = database().loader();
        Statement statement = connection.createStatement()) {
      statement.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
      statement.execute(LOG.formatted(ROWS));
      statement.execute(ENTRY.formatted(ENTRIES));
      statement.execute("UPDATE meta SET value = '" + (999 + ROWS) + "' WHERE key = 'revision'");
      connection.commit();
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private PostgresDatabase database() {
    return new PostgresDatabase(new PostgresStore.Access(url, "hansa", ""), Duration.ofSeconds(10));
  }

  private int schema() throws Exception {
    try (Connection connection = database().reader();
        Statement statement = connection.createStatement()) {
      return PostgresDatabase.schema(statement);
    }
  }

  /** Killed when it has said so much, or when it is done if it says less; returns its last line. */
  private String killed(int lines) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                PostgresMigratingProcess.class.getName(),
                state.toString(),
                url)
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
    for (int lines : new int[] {1, ROWS / 2000, (ROWS + ENTRIES) / 1000}) {
      assertThat(killed(lines)).contains("is brought from schema 5 to " + Schema.VERSION);
      assertThat(schema()).as("after %d lines", lines).isEqualTo(5);
    }
    long began = System.nanoTime();
    assertThat(killed(Integer.MAX_VALUE)).isEqualTo(PostgresMigratingProcess.DONE);
    System.out.printf(
        "%,d rows of the log and %,d entries: %,d ms%n",
        ROWS, ENTRIES, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    assertThat(schema()).isEqualTo(Schema.VERSION);
    Resource next =
        Resource.fresh(
            Draft.of(new Ref("Site", "acme", "next"), Doc.EMPTY),
            "u-next",
            Instant.EPOCH,
            Optional.empty());
    try (PostgresStore store =
        PostgresStore.open(state, url, "hansa", "", InstantSource.system())) {
      assertThat(store.snapshot().revision()).isEqualTo(999 + ROWS);
      assertThat(store.snapshot().list("Site").filter(r -> r.ref().name().startsWith("many")))
          .hasSize(1000);
      store.transact(s -> new Transaction(List.of(next), List.of(), List.of(), Map.of()));
    }
  }
}
