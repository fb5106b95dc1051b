package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Transaction;
import org.hansa.itests.real.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node of a newer release comes to the database while one of this release is at work. */
class PostgresOutgrownTest {

  private static final Duration SOON = Duration.ofMinutes(3);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int NEWER = Schema.VERSION + 1;
  private static final String SAID = "has schema " + NEWER + ", and this Hansa knows schemas up to";

  private static PostgresServer server;

  @TempDir Path one;
  @TempDir Path two;
  private String url;
  private PostgresStore store;
  private final AtomicInteger outgrown = new AtomicInteger();

  @BeforeAll
  static void start() throws Exception {
    server = new PostgresServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  @BeforeEach
  void open() throws Exception {
    url = server.database();
    store = open(one);
    store.transact(s -> writes("a"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private PostgresStore open(Path folder) {
    return PostgresStore.open(
        folder,
        new PostgresStore.Access(url, "hansa", ""),
        InstantSource.system(),
        Limits.DEFAULT,
        outgrown::incrementAndGet);
  }

  private static Transaction writes(String name) {
    Ref ref = new Ref("Thing", "demo", name);
    Resource thing =
        Resource.fresh(Draft.of(ref, Doc.EMPTY), "uid-" + name, Instant.EPOCH, Optional.empty());
    return new Transaction(List.of(thing), List.of(), List.of(), Map.of());
  }

  private List<String> rows() throws SQLException {
    return server.query(url.substring(url.lastIndexOf('/') + 1), "SELECT name FROM log");
  }

  /** As a release does whose schema is this one. */
  private void bringTo(int schema, Runnable meanwhile) throws SQLException {
    PostgresDatabase database =
        new PostgresDatabase(new PostgresStore.Access(url, "hansa", ""), Duration.ofSeconds(10));
    try (Connection connection = database.loader();
        Statement statement = connection.createStatement()) {
      PostgresLeases.lock(statement);
      meanwhile.run();
      Beginning.set(connection, "schema", Integer.toString(schema));
      connection.commit();
    }
  }

  @Test
  void itWritesNothingMoreAndHasItsStoreOpenedAnew() throws Exception {
    bringTo(NEWER, () -> {});

    assertThatThrownBy(() -> store.transact(s -> writes("b")))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.cure()).contains("Nothing was written", Outgrown.CURE))
        .hasMessageContaining(SAID);
    assertThatThrownBy(() -> store.leases().renew("one", LONG))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(SAID);
    assertThat(outgrown.get()).isPositive();
    assertThat(store.trouble().orElseThrow()).contains(SAID, Outgrown.CURE);
    assertThat(rows()).containsExactly("a");
    // Opened anew, it is told the same, until somebody brings the former tables back.
    store.close();
    assertThatThrownBy(() -> open(one))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.CONFLICT))
        .hasMessageContaining(SAID);
    bringTo(Schema.VERSION, () -> {});
    store = open(one);
    store.transact(s -> writes("b"));
    assertThat(rows()).containsExactly("a", "b");
  }

  /** It need not want to write: who reads or looks on must not go on either. */
  @Test
  void itSeesItByItself() throws Exception {
    bringTo(NEWER, () -> {});
    await().atMost(SOON).until(() -> outgrown.get() > 0);
    assertThat(store.trouble().orElseThrow()).contains(SAID);
  }

  /** What it sees when its turn comes is what stands then, not what stood when it asked. */
  @Test
  void whoWaitsForItsTurnMeanwhileIsRefused() throws Exception {
    CompletableFuture<?>[] waiting = new CompletableFuture<?>[2];
    bringTo(
        NEWER,
        () -> {
          waiting[0] = CompletableFuture.runAsync(() -> store.transact(s -> writes("b")));
          waiting[1] = CompletableFuture.runAsync(() -> store.leases().renew("one", LONG));
          await()
              .atMost(SOON)
              .until(
                  () ->
                      server
                              .query(
                                  "postgres",
                                  "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                      + " AND query LIKE '%FOR UPDATE%' AND datname = '"
                                      + url.substring(url.lastIndexOf('/') + 1)
                                      + "'")
                              .size()
                          == 2);
        });
    for (CompletableFuture<?> each : waiting) {
      assertThatThrownBy(() -> each.get(1, TimeUnit.MINUTES))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseInstanceOf(Outgrown.class);
    }
    assertThat(rows()).containsExactly("a");
  }

  /** The other way round: of the release before, none may find its tables gone under it. */
  @Test
  void theTablesAreChangedWhenAllNodesOfTheFormerReleaseHaveLeft() throws Exception {
    store.close();
    url = server.database();
    String sql;
    try (var in = getClass().getResourceAsStream("postgres-" + (Schema.VERSION - 1) + ".sql")) {
      sql = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    PostgresDatabase database =
        new PostgresDatabase(new PostgresStore.Access(url, "hansa", ""), Duration.ofSeconds(10));
    try (Connection connection = database.writer();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      statement.execute(
          "INSERT INTO member VALUES ('former-2', now() + interval '1 hour'),"
              + " ('former-1', now() + interval '1 hour')");
      assertThatThrownBy(() -> open(one))
          .isInstanceOfSatisfying(
              Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.UNAVAILABLE))
          .hasMessageContaining("nodes of a former release work")
          .hasMessageEndingWith("former-1, former-2");
      assertThat(PostgresDatabase.schema(statement)).isEqualTo(Schema.VERSION - 1);

      statement.execute("UPDATE member SET until = now()");
      store = open(one);
      assertThat(PostgresDatabase.schema(statement)).isEqualTo(Schema.VERSION);
    }
    // Nodes of this release wait for nobody.
    store.leases().renew("one", LONG);
    try (PostgresStore second = open(two)) {
      assertThat(second.leases().renew("two", LONG).epochs()).isNotNull();
    }
  }
}
