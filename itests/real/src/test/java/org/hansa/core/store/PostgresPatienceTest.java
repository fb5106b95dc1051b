package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.hansa.itests.real.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Statements that take longer than an answer may take elsewhere: here a second, held up by a lock.
 */
class PostgresPatienceTest {

  private static final Duration ANSWER = Duration.ofSeconds(1);
  private static final Duration LONGER = Duration.ofSeconds(3);

  private static PostgresServer server;

  @TempDir Path folder;

  private String url;
  private PostgresDatabase database;

  @BeforeAll
  static void start() throws Exception {
    server = new PostgresServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  @BeforeEach
  void create() throws Exception {
    url = server.database();
    PostgresStore.Access access = new PostgresStore.Access(url, "hansa", "");
    database = new PostgresDatabase(access, Duration.ofSeconds(20), ANSWER);
    database.start(Instant.EPOCH);
  }

  @FunctionalInterface
  private interface Work {
    void run() throws SQLException;
  }

  /** Runs it while another holds a table, and lets that go when it has waited for long enough. */
  private void whileLocked(String table, Work work) throws Exception {
    PostgresStore.Access access = new PostgresStore.Access(url, "hansa", "");
    CompletableFuture<Void> done;
    try (Connection other =
            new PostgresDatabase(access, Duration.ofSeconds(5), Duration.ofSeconds(60)).loader();
        Statement statement = other.createStatement()) {
      statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
      done =
          CompletableFuture.runAsync(
              () -> {
                try {
                  work.run();
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      long until = System.nanoTime() + LONGER.toNanos();
      await().atMost(Duration.ofMinutes(1)).until(() -> done.isDone() || System.nanoTime() > until);
      assertThat(done.isCompletedExceptionally()).as("%s", done).isFalse();
    }
    done.get(1, TimeUnit.MINUTES);
  }

  private static void query(Connection connection, String sql) throws SQLException {
    try (connection;
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
    }
  }

  /** As a migration that rewrites a large table, or a node that waits for another's. */
  @Test
  void tablesAreMadeHoweverLongItTakes() throws Exception {
    whileLocked("log", () -> database.start(Instant.EPOCH));
  }

  @Test
  void allIsReadHoweverLongItTakes() throws Exception {
    whileLocked("entry", () -> query(database.moment(), "SELECT count(*) FROM entry"));
  }

  @Test
  void allIsFilledHoweverLongItTakes() throws Exception {
    whileLocked("entry", () -> query(database.loader(), "SELECT count(*) FROM entry"));
  }

  /** What users wait for is still answered, or refused, soon. */
  @Test
  void aQueryOfEverydayIsNotWaitedForLonger() {
    assertThatThrownBy(
            () -> whileLocked("entry", () -> query(database.reader(), "SELECT 1 FROM entry")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Completed exceptionally");
  }

  /** Patience ends where nobody is at work any more. */
  @Test
  void aServerThatStandsStillIsGivenUp() throws Exception {
    Connection connection = database.moment();
    CompletableFuture<Void> done =
        CompletableFuture.runAsync(
            () -> {
              try {
                query(connection, "SELECT 1 FROM pg_sleep(600)");
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    server.freeze();
    try {
      assertThatThrownBy(() -> done.get(2, TimeUnit.MINUTES))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseInstanceOf(Exception.class);
      assertThat(connection.isClosed()).isTrue();
    } finally {
      server.thaw();
    }
  }
}
