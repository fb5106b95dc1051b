package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Filing;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Pages of the database are lost: of every table and every index in turn. */
class DamageTest {

  private static final int WRITES = 400;

  @TempDir Path folder;
  private Path state;

  @BeforeEach
  void write() {
    state = folder.resolve("state");
    try (SqliteStore store = open()) {
      for (int n = 0; n < WRITES; n++) {
        int value = n;
        store.transact(s -> everything("n" + value, value));
      }
    }
  }

  private SqliteStore open() {
    return SqliteStore.open(state, InstantSource.system());
  }

  /** A resource, a sealed value, an entry, and something with a label in the catalogue. */
  private static Transaction everything(String name, long value) {
    return new Transaction(
        List.of(Samples.resource(Samples.ref(name), value)),
        List.of(),
        List.of(Samples.entry(Entry.AUDIT, Samples.ref(name), Samples.NOON, value)),
        Map.of(Samples.ref(name), Optional.of(new byte[] {1})),
        Set.of(),
        List.of(Filing.put(book(name, value), 0)));
  }

  private static Resource book(String name, long value) {
    return Samples.resource(new Ref("Book", "acme", name), value).withLabels(Map.of("of", "acme"));
  }

  /** Root pages by name, in a database whose log has been moved into it. */
  private Map<String, Integer> roots() throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + state.resolve("hansa.db"));
    Map<String, Integer> roots = new TreeMap<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0")) {
      while (rows.next()) {
        roots.put(rows.getString(1), rows.getInt(2));
      }
    }
    return roots;
  }

  private byte[] lose(int page) throws Exception {
    byte[] before = new byte[WalFile.PAGE];
    try (RandomAccessFile file = new RandomAccessFile(state.resolve("hansa.db").toFile(), "rw")) {
      file.seek((page - 1L) * WalFile.PAGE);
      file.readFully(before);
      file.seek((page - 1L) * WalFile.PAGE);
      file.write(new byte[WalFile.PAGE]);
    }
    return before;
  }

  private void restore(int page, byte[] content) throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(state.resolve("hansa.db").toFile(), "rw")) {
      file.seek((page - 1L) * WalFile.PAGE);
      file.write(content);
    }
  }

  @Test
  void whatIsLostIsSaidAndNothingMoreIsWritten() throws Exception {
    Map<String, Integer> roots = roots();
    assertThat(roots).hasSizeGreaterThan(5);
    for (Map.Entry<String, Integer> each : roots.entrySet()) {
      byte[] before = lose(each.getValue());
      List<Problem> said = said();
      assertThat(said).as(each.getKey()).isNotEmpty();
      assertThat(said)
          .as(each.getKey())
          .allSatisfy(
              problem ->
                  assertThat(problem.line()).contains(state + "/hansa.db", "Restore a backup"));
      restore(each.getValue(), before);
    }
    try (SqliteStore store = open()) {
      assertThat(store.snapshot().list("Site")).hasSize(WRITES);
    }
  }

  /** At the start, or when all is read and something written. */
  private List<Problem> said() {
    List<Problem> said = new ArrayList<>();
    try (SqliteStore store = open()) {
      attempt(said, () -> store.entries(Store.Query.all(Entry.AUDIT, 0, 1000)));
      attempt(said, () -> store.entries(of(Optional.of(Samples.ref("n7")), Optional.empty())));
      attempt(said, () -> store.entries(of(Optional.empty(), Optional.of("uid-Site/acme/n7"))));
      attempt(said, () -> store.changes(0, 1000));
      attempt(said, () -> store.sealed(Samples.ref("n7")));
      attempt(said, () -> store.catalogue().list(books(Map.of(), "")));
      attempt(said, () -> store.catalogue().list(books(Map.of("of", "acme"), "")));
      attempt(said, () -> store.catalogue().list(books(Map.of(), "n7")));
      attempt(said, () -> store.transact(s -> everything("more", 1)));
      assertThat(store.trouble().orElseThrow()).contains("hansa.db", "damaged", "Restore a backup");
      assertThat(store.snapshot().list("Site")).hasSize(WRITES);
      assertThatThrownBy(() -> store.transact(s -> everything("later", 1)))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("it is damaged");
    } catch (Problem atTheStart) {
      said.add(atTheStart);
    }
    return said;
  }

  private static Catalogue.Query books(Map<String, String> labels, String words) {
    return new Catalogue.Query("Book", Optional.empty(), labels, words, "", 1000);
  }

  private static Store.Query of(Optional<Ref> subject, Optional<String> uid) {
    return new Store.Query(
        Entry.AUDIT, subject, uid, Optional.empty(), Optional.empty(), 0, false, 1000);
  }

  private static void attempt(List<Problem> said, Runnable work) {
    try {
      work.run();
    } catch (Problem e) {
      said.add(e);
    }
  }

  @Test
  void aDatabaseThatWasCutOffIsRefused() throws Exception {
    Path database = state.resolve("hansa.db");
    long whole = Files.size(database);
    for (long size : new long[] {whole - WalFile.PAGE, whole / 2, WalFile.PAGE, 100, 0}) {
      try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
        file.setLength(size);
      }
      assertThatThrownBy(this::open)
          .as("of %s bytes", size)
          .isInstanceOfSatisfying(
              Problem.class,
              p -> assertThat(p.line()).contains(state.toString(), "Restore a backup"));
    }
  }
}
