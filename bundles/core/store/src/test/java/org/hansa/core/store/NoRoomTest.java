package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * SQLite itself says that there is no room, or that it may not write: it is told so by a setting of
 * the writer's connection, which needs no rights. {@link DiskTest} has disks that are so.
 */
class NoRoomTest {

  private static final int ENOUGH = 20_000;

  @TempDir Path folder;

  private Limited database;
  private SqliteStore store;
  private final List<String> acknowledged = new ArrayList<>();

  /** Opened so that its writer may do no more than a setting allows, while there is one. */
  private static final class Limited extends SqliteDatabase {

    private final AtomicReference<Connection> writer = new AtomicReference<>();
    private volatile Optional<String> limit = Optional.empty();
    private volatile long free = Long.MAX_VALUE;

    Limited(Path file) {
      super(file, Duration.ofSeconds(1));
    }

    /**
     * @param setting of SQLite
     * @param bytes that are left meanwhile
     */
    void limit(String setting, long bytes) throws SQLException {
      limit = Optional.of(setting);
      free = bytes;
      set(writer.get());
    }

    void lift() {
      limit = Optional.empty();
      free = Long.MAX_VALUE;
    }

    @Override
    long free() {
      return free;
    }

    @Override
    Connection writer() throws SQLException {
      Connection connection = super.writer();
      writer.set(connection);
      set(connection);
      return connection;
    }

    private void set(Connection connection) throws SQLException {
      if (limit.isPresent()) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("PRAGMA " + limit.get());
        }
      }
    }
  }

  @BeforeEach
  void open() {
    store =
        SqliteStore.open(
            folder,
            () -> Samples.NOON,
            Limits.DEFAULT,
            file -> {
              database = new Limited(file);
              return database;
            },
            said -> {});
    store.transact(s -> both("n0"));
    acknowledged.add("n0");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  /** A resource, and an entry about it. */
  private static Transaction both(String name) {
    Ref ref = Samples.ref(name);
    return new Transaction(
        List.of(Samples.resource(ref, 1)),
        List.of(),
        List.of(Samples.entry(Entry.AUDIT, ref, Samples.NOON, 1)),
        Map.of());
  }

  /** Until the store refuses; with that refusal. */
  private Problem refusal() {
    for (int n = 0; n < ENOUGH; n++) {
      String name = "n" + acknowledged.size();
      Problem refusal = catchThrowableOfType(Problem.class, () -> store.transact(s -> both(name)));
      if (refusal != null) {
        return refusal;
      }
      acknowledged.add(name);
    }
    throw new AssertionError("nothing was refused");
  }

  private void assertRefused(Problem refusal, SQLiteErrorCode code, String cure) {
    assertThat(refusal.reason()).isEqualTo(Problem.Reason.UNAVAILABLE);
    assertThat(refusal.line())
        .contains("cannot write to " + folder, "Nothing was written", cure)
        .doesNotContain("may have been written");
    assertThat(refusal.getCause())
        .isInstanceOfSatisfying(
            SQLiteException.class, e -> assertThat(e.getResultCode()).isEqualTo(code));
    assertThat(store.trouble().orElseThrow()).contains("cannot write to " + folder, cure);
  }

  private List<String> subjects(Store of) {
    Store.Query query =
        new Store.Query(
            Entry.AUDIT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            false,
            ENOUGH);
    return of.entries(query).entries().stream()
        .map(n -> n.entry().subject().map(Ref::name).orElseThrow())
        .toList();
  }

  /** All that was acknowledged and nothing else, in memory and in the database. */
  private void assertReads(Store of) {
    assertThat(of.snapshot().list("Site").map(r -> r.ref().name()))
        .containsExactlyInAnyOrderElementsOf(acknowledged);
    assertThat(subjects(of)).isEqualTo(acknowledged);
    assertThat(of.changes(of.snapshot().revision() - 1, 10)).hasSize(1);
  }

  private void assertWritesAgain() {
    await().untilAsserted(() -> assertThat(store.trouble()).isEmpty());
    for (int n = 0; n < 100; n++) {
      String name = "again" + n;
      store.transact(s -> both(name));
      acknowledged.add(name);
    }
    assertReads(store);
    store.close();
    store = SqliteStore.open(folder, () -> Samples.NOON);
    assertReads(store);
  }

  @Test
  void withoutRoomItIsReadSaysWhatHelpsAndIsWrittenWhenThereIsRoom() throws Exception {
    // No page more than it has; what fits into those is still written.
    database.limit("max_page_count=1", 0);

    assertRefused(refusal(), SQLiteErrorCode.SQLITE_FULL, "Make room on the disk");
    assertReads(store);
    assertThat(refusal().line()).contains("Nothing was written", "Make room on the disk");
    assertReads(store);
    assertThat(store.trouble()).as("as long as there is no room").isPresent();

    database.lift();
    assertWritesAgain();
  }

  @Test
  void whatMayNotBeWrittenIsReadAndWrittenWhenItMay() throws Exception {
    database.limit("query_only=ON", Long.MAX_VALUE);

    assertRefused(refusal(), SQLiteErrorCode.SQLITE_READONLY, "writable again");
    assertReads(store);
    assertThat(refusal().line()).contains("Nothing was written", "writable again");
    assertReads(store);

    database.lift();
    assertWritesAgain();
  }
}
