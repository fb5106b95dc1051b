package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.hansa.itests.real.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bin/hansa} asks of a database that nodes share; an upgrade stands on it. */
class PostgresOfflineTest {

  private static final Ref SECRET = new Ref("Secret", "demo", "door");
  private static final byte[] SEALED = {1, 0, -1, 10};

  private static PostgresServer server;

  @TempDir Path state;
  @TempDir Path other;
  private String url;

  @BeforeAll
  static void start() throws Exception {
    server = new PostgresServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  @BeforeEach
  void lay() throws Exception {
    url = server.database();
    Files.write(state.resolve(RootKey.FILE), new byte[32]);
    Path etc = Files.createDirectories(state.resolve("etc"));
    Files.writeString(etc.resolve("org.hansa.core.store.cfg"), "url = " + url + "\nuser = hansa\n");
  }

  private PostgresStore open(Path folder) {
    return PostgresStore.open(folder, url, "hansa", "", InstantSource.system());
  }

  private static Transaction writes(String name) {
    return writes(name, Doc.EMPTY);
  }

  private static Transaction writes(String name, Doc spec) {
    Ref ref = new Ref("Thing", "demo", name);
    Resource thing =
        Resource.fresh(Draft.of(ref, spec), "uid-" + name, Instant.EPOCH, Optional.empty());
    Entry said =
        new Entry(Entry.AUDIT, Instant.EPOCH, Optional.of(ref), thing.uid(), "ada", "c", Doc.EMPTY);
    return new Transaction(
        List.of(thing), List.of(), List.of(said), Map.of(SECRET, Optional.of(SEALED)));
  }

  private static List<String> names(PostgresStore store) {
    return store.snapshot().list("Thing").map(r -> r.ref().name()).toList();
  }

  /** Who the audit says did what, in order. */
  private static List<String> audit(PostgresStore store) {
    return store.entries(Store.Query.all(Entry.AUDIT, 0, 100)).entries().stream()
        .map(Store.Numbered::entry)
        .map(e -> e.actor() + " " + e.subject().map(Ref::name).orElse(""))
        .toList();
  }

  private List<String> query(String sql) throws SQLException {
    return server.query(url.substring(url.lastIndexOf('/') + 1), sql);
  }

  private void run(String... statements) throws SQLException {
    try (Connection connection = database().loader();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }

  private PostgresDatabase database() {
    return new PostgresDatabase(new PostgresStore.Access(url, "hansa", ""), Duration.ofSeconds(10));
  }

  /** As a newer release does, whose schema takes these statements. */
  private void newer(List<String> statements) throws SQLException {
    List<Migrations.Step> steps = new ArrayList<>(Migrations.STEPS);
    steps.add(schema -> statements);
    try (Connection connection = database().loader()) {
      Migrations.run(connection, Schema.POSTGRES, "it", steps, said -> {});
      connection.commit();
    }
  }

  @Test
  void itSaysWhichSchemaAndWhoElseLives() throws Exception {
    String there = state.toString();
    assertThat(Offline.answer("schema", there)).isEqualTo("0");
    assertThat(Offline.answer("nodes", there)).isEmpty();
    assertThat(query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        .as("asking makes nothing")
        .isEmpty();
    try (PostgresStore store = open(state);
        PostgresStore second = open(other)) {
      store.leases().renew("this one", Duration.ofMinutes(1));
      assertThat(Offline.answer("nodes", there)).isEmpty();
      second.leases().renew("that one", Duration.ofMinutes(1));
      second.leases().renew("a third", Duration.ofMinutes(1));
      assertThat(Offline.answer("nodes", there)).isEqualTo("a third, that one");
      assertThat(Offline.answer("schema", there)).isEqualTo(Offline.answer("knows"));
      second.leases().leave("that one");
      second.leases().leave("a third");
      assertThat(Offline.answer("nodes", there)).isEmpty();
    }
  }

  @Test
  void whatCannotBeAskedIsSaid() throws Exception {
    Path file = state.resolve("etc/org.hansa.core.store.cfg");
    Files.writeString(file, "url = " + url.replaceFirst(":[0-9]+/", ":1/") + "\n");
    assertThatThrownBy(() -> Offline.answer("schema", state.toString()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("cannot be read");
    Files.writeString(file, "url = ${env:WHERE}\n");
    assertThatThrownBy(() -> Offline.answer("nodes", state.toString()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("${env:WHERE}");
  }

  /**
   * A newer release has brought the database to its schema and written: this one brings its backup
   * back, and the newer one can come again.
   */
  @ParameterizedTest
  @ValueSource(strings = {"log", "entry", "blob"})
  void aBackupIsBroughtBackFromUnderTheTablesOfANewerRelease(String renamed) throws Exception {
    run("CREATE TABLE neighbour (word TEXT)", "INSERT INTO neighbour VALUES ('mine')");
    String digest;
    long epoch;
    try (PostgresStore store = open(state)) {
      byte[] content = "artefact".repeat(300_000).getBytes(StandardCharsets.UTF_8);
      digest = store.put(new ByteArrayInputStream(content));
      Doc names = Doc.parse("{\"artefact\":\"" + digest + "\"}");
      store.transact(s -> writes("before", names));
      epoch = store.leases().renew("one", Duration.ofMinutes(1)).epochs().get(0);
      store.leases().leave("one");
    }
    Offline.answer("backup", state.toString(), "saved");
    try (PostgresStore store = open(state)) {
      store.transact(s -> writes("after"));
    }
    List<String> steps =
        List.of(
            "CREATE TABLE later (word TEXT NOT NULL)",
            "CREATE TABLE later_still (word TEXT NOT NULL)",
            "ALTER TABLE " + renamed + " RENAME TO other_" + renamed);
    // It renames what its own code asks for, so the steps after it are not for this release.
    List<String> now = new ArrayList<>(steps);
    now.add("CREATE VIEW " + renamed + " AS SELECT * FROM other_" + renamed);
    newer(now);
    run("DROP VIEW " + renamed);
    assertThat(Offline.answer("schema", state.toString())).isEqualTo("" + (Schema.VERSION + 1));

    assertThat(Offline.answer("restore", state.toString(), "saved")).isEqualTo("saved");

    assertThat(Offline.answer("schema", state.toString())).isEqualTo("" + Schema.VERSION);
    assertThat(query("SELECT word FROM neighbour")).containsExactly("mine");
    try (PostgresStore store = open(state)) {
      assertThat(names(store)).containsExactly("before");
      assertThat(store.sealed(SECRET)).hasValue(SEALED);
      assertThat(store.open(digest).readAllBytes()).hasSize(2_400_000);
      assertThat(query("SELECT sum(size) FROM blob")).containsExactly("2400000");
      assertThat(store.snapshot().get(Installation.SELF).orElseThrow().holds())
          .containsExactly(Installation.RESTORED);
      if (renamed.equals("entry")) {
        // What it had said is lost with a table that is not known, and that is said.
        assertThat(audit(store)).containsExactly("ada before", "system:upgrade self");
        assertThat(query("SELECT body FROM entry ORDER BY number DESC LIMIT 1").get(0))
            .contains("the audit could not all be read");
      } else {
        assertThat(audit(store))
            .containsExactly(
                "ada before", "system:upgrade self", "ada after", "system:upgrade self");
      }
      assertThat(store.leases().renew("one", Duration.ofMinutes(1)).epochs().get(0))
          .isGreaterThan(epoch);
      store.transact(s -> writes("next"));
      store.leases().leave("one");
    }
    assertThat(query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        .doesNotContain("later", "later_still", "other_" + renamed)
        .contains("neighbour", "log", "entry", "blob");
    newer(now);
    assertThat(Offline.answer("schema", state.toString())).isEqualTo("" + (Schema.VERSION + 1));
  }

  /** Whoever lives on the newer tables has acknowledged what would be lost. */
  @Test
  void whileANodeLivesOnNewerTablesNothingIsReplaced() throws Exception {
    open(state).close();
    Offline.answer("backup", state.toString(), "saved");
    newer(List.of("CREATE TABLE later (word TEXT NOT NULL)"));
    run("INSERT INTO member VALUES ('newer', now() + interval '1 hour')");
    assertThatThrownBy(() -> Offline.answer("restore", state.toString(), "saved"))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.CONFLICT))
        .hasMessageContaining("newer");
    assertThat(Offline.answer("schema", state.toString())).isEqualTo("" + (Schema.VERSION + 1));
    assertThat(query("SELECT count(*) FROM later")).containsExactly("0");
  }
}
