package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.sqlite.SQLiteDataSource;

/** What must hold of a state folder in which {@link CrashingWriter#pair} wrote until it ended. */
final class Reopened {

  private static final long WATCHED = 2000;

  private Reopened() {}

  /**
   * @param acknowledged revisions, by the name of the write
   * @param blobs digests that were acknowledged
   */
  static void check(Path state, Map<String, Long> acknowledged, Set<String> blobs)
      throws Exception {
    try (SqliteStore store = SqliteStore.open(state, InstantSource.system())) {
      assertThat(store.trouble()).isEmpty();
      Snapshot now = store.snapshot();
      acknowledged.forEach(
          (name, revision) -> {
            assertThat(revision(now, "a-" + name)).as(name).isEqualTo(revision);
            assertThat(revision(now, "b-" + name)).as(name).isEqualTo(revision);
          });
      long total = now.get(Samples.ref("counter")).map(Samples::value).orElse(0L);
      assertThat(now.revision()).as("transactions, whole ones only").isEqualTo(total);
      assertThat(now.list("Site")).hasSize((int) (total == 0 ? 0 : 2 * total + 1));
      CrashingWriter.checkWide(now, total);
      assertThat(entries(store)).isEqualTo(total);
      Shelf.check(store.catalogue(), total, acknowledged);
      for (String digest : blobs) {
        assertThat(store.has(digest)).as(digest).isTrue();
      }
      whole(state.resolve("blobs"));
      watched(store, total);
    }
    assertThat(integrity(state)).isEqualTo("ok");
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

  /** The last changes without a gap, and on to the next write. */
  private static void watched(SqliteStore store, long total) throws Exception {
    Sink sink = new Sink();
    long from = Math.max(0, total - WATCHED);
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
