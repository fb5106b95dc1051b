package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Changed;
import org.hansa.core.testing.store.Told;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.SQLiteDataSource;

/** A live state of each former release is opened by this one. */
class MigrationTest {

  @TempDir Path folder;

  private String former;

  @BeforeEach
  void oldest() throws Exception {
    former(1);
  }

  /** The state is that of a release with this schema. */
  private void former(int version) throws Exception {
    OwnerOnly.delete(folder.resolve("state"));
    former = text("sqlite-" + version + ".txt");
    OwnerOnly.folder(folder.resolve("state"));
    run(text("sqlite-" + version + ".sql").split(";\n", -1));
  }

  /** Of all, this one's too: so it is there when the next one comes. */
  static IntStream versions() {
    return IntStream.rangeClosed(1, Schema.VERSION);
  }

  static String text(String name) throws IOException {
    try (InputStream in = MigrationTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Connection database(Path state) throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + state.resolve("hansa.db"));
    return source.getConnection();
  }

  private void run(String... statements) throws SQLException {
    try (Connection connection = database(folder.resolve("state"));
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
      connection.commit();
    }
  }

  private SqliteStore open() {
    return open(folder.resolve("state"));
  }

  private static SqliteStore open(Path state) {
    return SqliteStore.open(state, () -> Samples.NOON, Samples.SMALL);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void allReadsTheSame(int version) throws Exception {
    former(version);
    for (int twice = 0; twice < 2; twice++) {
      try (SqliteStore store = open()) {
        assertThat(Told.of(store)).isEqualTo(former);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aWatchGoesOnFromEachRevisionThatWasRetained(int version) throws Exception {
    former(version);
    try (SqliteStore store = open()) {
      long newest = store.snapshot().revision();
      List<Sink> sinks = new ArrayList<>();
      List<List<Long>> wanted = new ArrayList<>();
      for (long from = Told.retained(store, newest); from <= newest; from++) {
        Sink sink = new Sink();
        assertThat(store.watch(from, sink::take)).isNotNull();
        sinks.add(sink);
        wanted.add(
            Stream.concat(store.changes(from, 1000).stream().map(Changed::revision), next(newest))
                .distinct()
                .toList());
      }
      store.transact(s -> Samples.put("next", 1));
      assertThat(sinks).hasSizeGreaterThan(10);
      for (int i = 0; i < sinks.size(); i++) {
        sinks.get(i).awaits(wanted.get(i));
      }
    }
  }

  private static Stream<Long> next(long newest) {
    return Stream.of(newest + 1);
  }

  /** What the former release had dropped cannot be read; what was made since then can. */
  @Test
  void itsStatesAreReadFromWhereTheyAreKnownWhole() {
    try (SqliteStore store = open()) {
      long newest = store.snapshot().revision();
      long oldest = newest;
      while (isWhole(store, oldest - 1)) {
        oldest--;
      }
      assertThat(oldest).isGreaterThan(Told.retained(store, newest)).isLessThan(newest);
      Snapshot state = store.snapshotAt(oldest);
      for (Changed change : store.changes(oldest, 1000)) {
        boolean gone = change.op() == Changed.Op.DELETED;
        state =
            state.with(
                gone ? List.of() : List.of(change.resource()),
                gone ? List.of(change.resource().ref()) : List.of());
        // From there on each commit of the former release was of one change.
        assertThat(store.snapshotAt(change.revision()).list("Site"))
            .containsExactlyElementsOf(state.list("Site").toList());
      }
    }
  }

  private static boolean isWhole(SqliteStore store, long revision) {
    try {
      return store.snapshotAt(revision).revision() == revision;
    } catch (Problem e) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void itIsWrittenAndCompactedAsAnyOther(int version) throws Exception {
    former(version);
    try (SqliteStore store = open()) {
      for (int n = 0; n < 100; n++) {
        int value = n;
        store.transact(s -> Samples.put("n" + value % 3, value));
      }
      store.transact(s -> Samples.remove("busy"));
    }
    try (SqliteStore store = open()) {
      Snapshot now = store.snapshot();
      assertThat(now.get(Samples.ref("busy"))).isEmpty();
      assertThat(now.get(Samples.ref("old"))).isPresent();
      assertThat(now.get(Samples.ref("n0")).map(Samples::value)).contains(99L);
      assertThat(now.list("Site").count())
          .isEqualTo(former.lines().filter(MigrationTest::isSite).count() + 2);
    }
  }

  private static boolean isSite(String line) {
    return line.startsWith("resource") && line.contains("\"kind\":\"Site\"");
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theTablesAreThoseThatAreMadeAnew(int version) throws Exception {
    former(version);
    open().close();
    open(folder.resolve("new")).close();
    assertThat(tables(folder.resolve("state"))).isEqualTo(tables(folder.resolve("new")));
  }

  private List<String> tables(Path state) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Connection connection = database(state);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL UNION ALL"
                    + " SELECT key FROM meta UNION ALL"
                    + " SELECT value FROM meta WHERE key = 'schema' ORDER BY 1")) {
      while (rows.next()) {
        tables.add(rows.getString(1).replaceAll("\\s+", " "));
      }
    }
    return tables;
  }

  /** Files as they lie when the process is killed just before the commit. */
  @Test
  void whatIsCutOffBeginsAnew() throws Exception {
    Path cut = folder.resolve("cut");
    SqliteDatabase database =
        new SqliteDatabase(folder.resolve("state/hansa.db"), Duration.ofSeconds(1));
    List<Migrations.Step> steps = new ArrayList<>(Migrations.STEPS);
    steps.add(
        schema -> {
          copy(folder.resolve("state"), cut);
          return List.of("DROP TABLE meta", "no SQL at all");
        });
    try (Connection connection = database(folder.resolve("state"));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA cache_size=1");
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> Migrations.run(connection, Schema.SQLITE, "it", steps, said -> {}))
          .isInstanceOf(SQLException.class);
    }
    for (Path state : List.of(folder.resolve("state"), cut)) {
      try (SqliteStore store = open(state)) {
        assertThat(Told.of(store)).isEqualTo(former);
      }
    }
    assertThat(database.name()).isNotBlank();
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.list(from)) {
      OwnerOnly.folder(to);
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aNewerSchemaIsRefusedAndLeftAlone() throws Exception {
    run("UPDATE meta SET value = '9' WHERE key = 'schema'");
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            Problem.class,
            e -> assertThat(e.cure()).contains("Start the newer Hansa").contains("backup"))
        .hasMessageContaining("has schema 9")
        .hasMessageContaining("up to " + Schema.VERSION);
    run("UPDATE meta SET value = '1' WHERE key = 'schema'");
    try (SqliteStore store = open()) {
      assertThat(Told.of(store)).isEqualTo(former);
    }
  }
}
