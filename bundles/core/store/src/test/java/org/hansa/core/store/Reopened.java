package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.sqlite.SQLiteDataSource;

/** What must hold of a state folder in which {@link CrashingWriter#pair} wrote until it ended. */
final class Reopened {

  /**
   * Changes that may be kept though more than enough come after them: of a slice, and of batches
   * that were decided before.
   */
  private static final int SPARE = 1000;

  private Reopened() {}

  /**
   * @param acknowledged revisions, by the name of the write
   * @param blobs digests that were acknowledged
   * @return up to which revision changes were gone
   */
  static long check(Path state, Map<String, Long> acknowledged, Set<String> blobs)
      throws Exception {
    long compacted;
    try (SqliteStore store =
        SqliteStore.open(state, InstantSource.system(), CrashingWriter.LIMITS)) {
      assertThat(store.trouble()).isEmpty();
      Snapshot now = store.snapshot();
      acknowledged.forEach(
          (name, revision) -> {
            assertThat(revision(now, "a-" + name)).as(name).isEqualTo(revision);
            assertThat(revision(now, "b-" + name)).as(name).isEqualTo(revision);
          });
      long total = now.get(Samples.ref("counter")).map(Samples::value).orElse(0L);
      assertThat(now.revision()).as("transactions, whole ones only").isEqualTo(total);
      assertThat(now.list("Site").count()).isEqualTo(standing(total) - CrashingWriter.wide(total));
      CrashingWriter.checkWide(now, total);
      assertThat(entries(store)).isEqualTo(total);
      CrashingWriter.checkSealed(store, total, acknowledged.keySet());
      Shelf.check(store.catalogue(), total, acknowledged);
      for (String digest : blobs) {
        assertThat(store.has(digest)).as(digest).isTrue();
      }
      whole(state.resolve("blobs"));
      compacted = compacted(store, total);
      watched(store, compacted, total);
    }
    assertThat(integrity(state)).isEqualTo("ok");
    return compacted;
  }

  /**
   * What was dropped is what was said to be: after that revision each change is there, and before
   * it nothing but what stood then.
   */
  private static long compacted(SqliteStore store, long total) {
    long compacted = new History(store.readers).compacted();
    long kept = 0;
    for (long after = compacted; after < total; ) {
      List<Changed> page = store.changes(after, Limits.PAGE);
      assertThat(page).as("changes after %s of %s", after, total).isNotEmpty();
      for (long r = after + 1; r <= page.get(page.size() - 1).revision(); r++) {
        long revision = r;
        assertThat(page.stream().filter(c -> c.revision() == revision))
            .as("changes of %s, compacted up to %s", r, compacted)
            .hasSize(CrashingWriter.changes(r));
        kept += CrashingWriter.changes(r);
        after = r;
      }
    }
    long enough = CrashingWriter.LIMITS.retained();
    assertThat(kept).isBetween(compacted > 0 ? enough : 0, enough + SPARE);
    assertThat(rowsUpTo(store, compacted)).isEqualTo(standing(compacted));
    Snapshot then = store.snapshotAt(compacted);
    assertThat(then.list("Site").count() + then.list("Rack").count())
        .isEqualTo(standing(compacted));
    return compacted;
  }

  /** Resources that there are after so many transactions. */
  private static long standing(long total) {
    return total == 0 ? 0 : 2 * total + 1 + CrashingWriter.wide(total);
  }

  private static long rowsUpTo(SqliteStore store, long revision) {
    return store.readers.read(
        connection -> {
          try (PreparedStatement count =
              connection.prepareStatement("SELECT count(*) FROM log WHERE id <= ?")) {
            count.setLong(1, LogKey.last(revision));
            try (ResultSet row = count.executeQuery()) {
              assertThat(row.next()).isTrue();
              return row.getLong(1);
            }
          }
        });
  }

  /** Negative if it is not there. */
  private static long revision(Snapshot now, String name) {
    return now.get(Samples.ref(name)).map(r -> r.revision()).orElse(-1L);
  }

  private static void whole(Path blobs) throws Exception {
    assertThat(blobs.resolve("partial")).isEmptyDirectory();
    try (Stream<Path> all = Files.walk(blobs.resolve("sha256"))) {
      for (Path blob : all.filter(Files::isRegularFile).toList()) {
        try (InputStream in = Files.newInputStream(blob)) {
          byte[] sha = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
          assertThat(blob).hasFileName(HexFormat.of().formatHex(sha));
        }
      }
    }
  }

  /** The changes that are kept without a gap, and on to the next write. */
  private static void watched(SqliteStore store, long from, long total) throws Exception {
    Sink sink = new Sink();
    try (AutoCloseable watch = store.watch(from, sink::take)) {
      assertThat(watch).isNotNull();
      store.transact(s -> CrashingWriter.pair(s, "after-" + total));
      sink.awaits(Sink.upTo(from + 1, total + 1));
    }
  }

  private static String integrity(Path state) throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + state.resolve("hansa.db"));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("PRAGMA integrity_check")) {
      return answer.getString(1);
    }
  }

  private static long entries(Store store) {
    long count = 0;
    Store.Page page = store.entries(Store.Query.all(Entry.AUDIT, 0, 1000));
    count += page.entries().size();
    while (page.next().isPresent()) {
      page = store.entries(Store.Query.all(Entry.AUDIT, page.next().get(), 1000));
      count += page.entries().size();
    }
    return count;
  }
}
