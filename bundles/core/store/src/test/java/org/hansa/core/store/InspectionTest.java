package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Filing;
import org.hansa.core.api.store.Inspector;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

/** Something is lost or other, in each table and index in turn, by SQL and without our writer. */
class InspectionTest {

  private static final int ENTRIES = 5000;
  private static final int RESOURCES = 2500;

  /** Filled once. */
  @TempDir static Path whole;

  @TempDir Path folder;

  @BeforeAll
  static void write() {
    try (SqliteStore store = SqliteStore.open(whole, InstantSource.system())) {
      for (int n = 0; n < ENTRIES; n += 100) {
        int from = n;
        store.transact(s -> some(from));
      }
    }
  }

  @BeforeEach
  void copy() throws Exception {
    Flips.copy(whole, folder);
  }

  private SqliteStore open() {
    return SqliteStore.open(folder, InstantSource.system());
  }

  private static Transaction some(int from) {
    List<Entry> said = new ArrayList<>();
    List<Filing> filings = new ArrayList<>();
    List<Resource> puts = new ArrayList<>();
    for (int n = from; n < from + 100; n++) {
      Ref ref = Samples.ref("n" + n % RESOURCES);
      said.add(Samples.entry(Entry.AUDIT, ref, Samples.NOON.plusSeconds(n), n));
      puts.add(Samples.resource(ref, n));
      if (n % 5 == 0) {
        Ref book = new Ref("Book", "acme", "b" + n);
        // Words that an index of SQLite cuts otherwise, or knows nothing of, are no damage.
        Map<String, String> labels = Map.of("shelf", "s" + n % 3, "note", "ΟΔΟΣ ꟻa\uA7B5b Größe");
        filings.add(Filing.put(Samples.resource(book, n).withLabels(labels), 0));
      }
    }
    Map<Ref, Optional<byte[]>> sealed =
        Map.of(Samples.ref("n" + from % RESOURCES), Optional.of(new byte[] {1, 2}));
    return new Transaction(puts, List.of(), said, sealed, Set.of(), filings);
  }

  @Test
  void whatIsWholeIsSaidToBe() {
    try (SqliteStore store = open()) {
      List<String> progress = new ArrayList<>();
      assertThat(store.inspections.inspect("test", () -> {}, progress::add))
          .containsExactly(
              new Inspector.Found("resources", ENTRIES, Optional.empty()),
              new Inspector.Found("sealed", RESOURCES / 100, Optional.empty()),
              new Inspector.Found("entries", ENTRIES, Optional.empty()),
              new Inspector.Found("catalogue", ENTRIES / 5, Optional.empty()));
      assertThat(progress).contains("entries: " + ENTRIES);
      assertThat(store.trouble()).isEmpty();
      store.transact(s -> more());
      assertThat(store.inspections.inspect("test", () -> {}, line -> {}))
          .allMatch(found -> found.damage().isEmpty());
    }
  }

  private static Transaction more() {
    return Samples.say(Samples.entry(Entry.EVENT, Samples.ref("x"), Samples.NOON, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          resources | UPDATE log SET json = replace(json, 'value', 'valve') WHERE id = \
                      (SELECT min(id) FROM log)
          resources | DELETE FROM log WHERE id = (SELECT min(id) FROM log)
          sealed    | DELETE FROM sealed WHERE name = 'n0'
          entries   | DELETE FROM entry WHERE number = 1234
          entries   | DELETE FROM entry WHERE number > 4000 AND number < 4097
          entries   | DELETE FROM entry WHERE number = (SELECT max(number) FROM entry)
          entries   | UPDATE entry SET at = at + 1 WHERE number = 4999
          entries   | DELETE FROM entry_run WHERE run = (SELECT max(run) FROM entry_run)
          entries   | DELETE FROM entry_run WHERE run = (SELECT min(run) FROM entry_run)
          entries   | UPDATE entry_run SET run = run + 1 WHERE run > 1
          entries   | DELETE FROM entry_words WHERE first = (SELECT min(first) FROM entry_words)
          entries   | UPDATE entry_words SET words = zeroblob(8) WHERE first = \
                      (SELECT max(first) FROM entry_words)
          entries   | UPDATE meta SET value = '7', again = '7' WHERE key = 'indexed'
          catalogue | DELETE FROM catalogue_label WHERE value = 's1' AND name = 'b10'
          catalogue | DELETE FROM catalogue_words WHERE rowid = 77
          catalogue | INSERT INTO catalogue_words (rowid, scope, words) \
                      SELECT 500, 'k426f6f6b t61636d65', 's1 b2495 strange'
          catalogue | UPDATE catalogue SET name = 'other' WHERE id = 5
          """)
  void whatIsLostIsSaid(String part, String sql) throws Exception {
    try (SqliteStore store = open()) {
      outside(sql);
      assertThat(
              store.inspections.inspect("test", () -> {}, line -> {}).stream()
                  .filter(f -> f.damage().isPresent()))
          .as(sql)
          .extracting(Inspector.Found::part)
          .containsExactly(part);
      assertThat(store.trouble().orElseThrow()).contains("damaged", "Restore a backup");
      assertThatThrownBy(() -> store.transact(s -> Samples.put("later", 1)))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("it is damaged");
    }
  }

  /** Else what is lost would be sealed as the whole. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM log WHERE id = (SELECT max(id) FROM log)",
        "DELETE FROM sealed WHERE name = 'n0'"
      })
  void noBackupIsMadeOfWhatLostARow(String sql) throws Exception {
    try (SqliteStore store = open()) {
      outside(sql);
      Path backup = Files.createDirectory(folder.resolve("backup"));
      assertThatThrownBy(() -> store.dump(backup, Optional.empty(), line -> {}))
          .isInstanceOfSatisfying(
              Problem.class, p -> assertThat(p.cure()).contains("Restore a backup"))
          .hasMessageContaining("are lost");
      assertThat(backup.resolve("manifest.json")).doesNotExist();
      assertThat(store.trouble().orElseThrow()).contains("damaged", "Restore a backup");
    }
  }

  /** Who follows entries has seen it, and would miss the one that comes in its place. */
  @Test
  void theNumberOfANewestEntryThatIsLostIsNotGivenAgain() throws Exception {
    outside("DELETE FROM entry WHERE number = (SELECT max(number) FROM entry)");
    try (SqliteStore store = open()) {
      assertThatThrownBy(() -> store.transact(s -> more()))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("entries after " + (ENTRIES - 1) + " are lost");
      assertThat(store.trouble().orElseThrow()).contains("damaged", "Restore a backup");
    }
  }

  private void outside(String sql) throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("hansa.db"));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
    }
  }

  @Test
  void whatIsWrittenMeanwhileIsNoDamage() {
    try (SqliteStore store = open()) {
      int[] pieces = {0};
      List<Inspector.Found> all =
          new Inspection(
                  store.readers.database(),
                  nanos -> {
                    int n = ++pieces[0];
                    store.transact(s -> n % 2 == 0 ? more() : Samples.put("n" + n, n));
                    return true;
                  })
              .run(line -> {});
      assertThat(pieces[0]).isGreaterThan(8);
      assertThat(all).allMatch(found -> found.damage().isEmpty());
    }
  }

  @Test
  void anInspectionEndsWithTheStore() {
    SqliteStore closed;
    try (SqliteStore store = open()) {
      assertThatThrownBy(() -> new Inspection(store.readers.database(), n -> false).run(l -> {}))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("shut down");
      closed = store;
    }
    assertThatThrownBy(() -> closed.inspections.inspect("test", () -> {}, line -> {}))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("shut down");
  }
}
