package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Filing;
import org.hansa.core.api.store.Inspector;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.hansa.itests.real.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A row of a PostgreSQL database is another or gone, by SQL and without our writer: as if the
 * server had lost or mixed up something that its own sums do not tell.
 */
class PostgresDamageTest {

  private static final String WHOLE = "whole";
  private static final int ENTRIES = 5000;
  private static final int NAMES = 500;
  private static final AtomicInteger COPIES = new AtomicInteger();

  private static PostgresServer server;

  @TempDir Path folder;
  private PostgresStore.Access access;

  /** Filled once; each test has a copy. */
  @BeforeAll
  static void start(@TempDir Path state) throws Exception {
    server = new PostgresServer();
    server.execute("CREATE DATABASE " + WHOLE);
    try (PostgresStore store =
        open(state, new PostgresStore.Access(server.url(WHOLE), "hansa", ""))) {
      for (int n = 0; n < ENTRIES; n += 100) {
        int from = n;
        store.transact(s -> some(from));
      }
    }
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  @BeforeEach
  void copy() throws Exception {
    String name = "copy" + COPIES.incrementAndGet();
    server.execute("CREATE DATABASE " + name + " TEMPLATE " + WHOLE);
    access = new PostgresStore.Access(server.url(name), "hansa", "");
  }

  private PostgresStore open() {
    return open(folder, access);
  }

  private static PostgresStore open(Path state, PostgresStore.Access access) {
    return PostgresStore.open(state, access, InstantSource.system(), Limits.DEFAULT, () -> {});
  }

  private static Ref ref(String kind, int n) {
    return new Ref(kind, "demo", "n" + n);
  }

  private static Resource resource(Ref ref, int value) {
    Doc spec = Doc.parse("{\"value\":" + value + "}");
    return Resource.fresh(Draft.of(ref, spec), "uid-" + ref, Instant.EPOCH, Optional.empty());
  }

  /** A hundred entries and states of things, one after the other; each fifth a book as well. */
  private static Transaction some(int from) {
    List<Entry> said = new ArrayList<>();
    List<Filing> filings = new ArrayList<>();
    List<Resource> puts = new ArrayList<>();
    for (int n = from; n < from + 100; n++) {
      Ref thing = ref("Thing", n % NAMES);
      puts.add(resource(thing, n));
      said.add(
          new Entry(
              Entry.AUDIT,
              Instant.EPOCH.plusSeconds(n),
              Optional.of(thing),
              "uid-" + thing,
              "ada",
              "test",
              Doc.parse("{\"n\":" + n + "}")));
      if (n % 5 == 0) {
        Resource book = resource(ref("Book", n), n).withLabels(Map.of("shelf", "s" + n % 3));
        filings.add(Filing.put(book, 0));
      }
    }
    Map<Ref, Optional<byte[]>> sealed =
        Map.of(ref("Secret", from), Optional.of(new byte[] {1, (byte) from, 3}));
    return new Transaction(puts, List.of(), said, sealed, Set.of(), filings);
  }

  private void outside(String sql) throws SQLException {
    PostgresDatabase database = new PostgresDatabase(access, Duration.ofSeconds(5));
    try (Connection connection = database.writer();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
    }
  }

  private static List<Inspector.Found> inspected(PostgresStore store) {
    return store.inspections.inspect("test", () -> {}, line -> {});
  }

  /** The inspection says where, and from then on readiness says so and nothing is written. */
  private static void assertFound(PostgresStore store, String part, String sql) {
    assertThat(inspected(store).stream().filter(found -> found.damage().isPresent()))
        .as(sql)
        .extracting(Inspector.Found::part)
        .containsExactly(part);
    assertSaid(store);
  }

  private static void assertSaid(PostgresStore store) {
    assertThat(store.trouble().orElseThrow()).contains("is damaged", "Restore a backup");
    assertThat(store.snapshot().list("Thing")).hasSize(NAMES);
    assertThatThrownBy(() -> store.transact(s -> some(0)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("it is damaged");
  }

  @Test
  void whatIsWholeIsSaidToBe() {
    try (PostgresStore store = open()) {
      assertThat(inspected(store))
          .containsExactly(
              new Inspector.Found("resources", ENTRIES, Optional.empty()),
              new Inspector.Found("sealed", ENTRIES / 100, Optional.empty()),
              new Inspector.Found("entries", ENTRIES, Optional.empty()),
              new Inspector.Found("catalogue", ENTRIES / 5, Optional.empty()));
      assertThat(store.trouble()).isEmpty();
    }
  }

  /** Also by those who have it open then, as soon as they inspect it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          resources | UPDATE log SET json = replace(json, 'value', 'valve') WHERE id = \
                      (SELECT max(id) FROM log)
          resources | UPDATE log SET name = 'other' WHERE id = (SELECT max(id) FROM log)
          resources | UPDATE log SET crc = crc + 1 WHERE id = (SELECT min(id) FROM log)
          resources | DELETE FROM log WHERE id = (SELECT min(id) FROM log)
          resources | DELETE FROM log WHERE id = (SELECT max(id) FROM log)
          resources | UPDATE meta SET value = '7' WHERE key = 'log'
          sealed    | UPDATE sealed SET value = '\\x010203' WHERE name = 'n4900'
          sealed    | UPDATE sealed SET name = 'other' WHERE name = 'n4900'
          sealed    | DELETE FROM sealed WHERE name = 'n4900'
          """)
  void whatTheStateIsMadeOfIsFoundByAStart(String part, String sql) throws Exception {
    try (PostgresStore store = open()) {
      outside(sql);
      assertFound(store, part, sql);
    }
    assertThatThrownBy(this::open)
        .as(sql)
        .isInstanceOfSatisfying(
            Problem.class,
            p -> {
              assertThat(p.reason()).isEqualTo(Problem.Reason.UNAVAILABLE);
              assertThat(p.line()).contains(access.url(), "cannot be opened", "Restore a backup");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          resources | UPDATE log SET json = replace(json, 'value', 'valve') WHERE id = \
                      (SELECT min(id) FROM log)
          entries   | UPDATE entry SET body = replace(body, 'n', 'm') WHERE number = 1234
          entries   | UPDATE entry SET at = at + 1 WHERE number = 4999
          entries   | DELETE FROM entry WHERE number = 1234
          entries   | DELETE FROM entry WHERE number > 2000 AND number < 4097
          entries   | DELETE FROM entry_run WHERE run = (SELECT max(run) FROM entry_run)
          entries   | DELETE FROM entry_words WHERE first = (SELECT min(first) FROM entry_words)
          entries   | UPDATE entry_words SET words = '\\x0000000000000000' WHERE first = \
                      (SELECT max(first) FROM entry_words)
          entries   | UPDATE meta SET value = '7', again = '7' WHERE key = 'indexed'
          catalogue | UPDATE catalogue SET json = replace(json, 'value', 'valve') WHERE id = 5
          catalogue | UPDATE catalogue SET name = 'other' WHERE id = 5
          catalogue | DELETE FROM catalogue_label WHERE value = 's1' AND name = 'n10'
          """)
  void theRestIsFoundByAnInspection(String part, String sql) throws Exception {
    outside(sql);
    try (PostgresStore store = open()) {
      assertThat(store.trouble()).isEmpty();
      assertFound(store, part, sql);
    }
  }

  /** Whatever is asked first: it is refused, and all is said as if an inspection had found it. */
  @Test
  void noOtherValueIsRead() throws Exception {
    List<String> damage =
        List.of(
            "UPDATE log SET json = replace(json, 'value', 'valve') WHERE id ="
                + " (SELECT min(id) FROM log)",
            "UPDATE entry SET body = replace(body, 'n', 'm') WHERE number = 12",
            "UPDATE catalogue SET json = replace(json, 'value', 'valve') WHERE id = 5",
            "UPDATE sealed SET value = '\\x010203' WHERE name = 'n4900'");
    List<Consumer<PostgresStore>> reads =
        List.of(
            store -> store.changes(0, 1000),
            store -> store.entries(Store.Query.all(Entry.AUDIT, 0, 100)),
            store ->
                store
                    .catalogue()
                    .list(new Catalogue.Query("Book", Optional.empty(), Map.of(), "", "", 1000)),
            store -> store.sealed(ref("Secret", 4900)));
    for (int i = 0; i < reads.size(); i++) {
      Consumer<PostgresStore> read = reads.get(i);
      copy();
      try (PostgresStore store = open()) {
        read.accept(store);
        outside(damage.get(i));
        assertThatThrownBy(() -> read.accept(store))
            .as(damage.get(i))
            .isInstanceOfSatisfying(
                Problem.class, p -> assertThat(p.line()).contains("Restore a backup"));
        assertSaid(store);
      }
    }
  }

  /** Else the damage would be sealed as what was written. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UPDATE log SET json = replace(json, 'value', 'valve') WHERE id = (SELECT max(id) FROM log)
          UPDATE entry SET body = replace(body, 'n', 'm') WHERE number = 1234
          UPDATE catalogue SET json = replace(json, 'value', 'valve') WHERE id = 5
          UPDATE sealed SET value = '\\x010203' WHERE name = 'n4900'
          DELETE FROM log WHERE id = (SELECT max(id) FROM log)
          DELETE FROM sealed WHERE name = 'n4900'
          """)
  void noBackupIsMadeOfIt(String sql) throws Exception {
    try (PostgresStore store = open()) {
      outside(sql);
      Path backup = Files.createDirectory(folder.resolve("backup"));
      assertThatThrownBy(() -> store.dump(backup, Optional.empty(), line -> {}))
          .as(sql)
          .isInstanceOfSatisfying(
              Problem.class, p -> assertThat(p.cure()).contains("Restore a backup"));
      assertThat(backup.resolve("manifest.json")).doesNotExist();
      assertSaid(store);
    }
  }
}
