package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one thread that tells all watches. */
class FeedTest {

  @TempDir Path folder;

  @Test
  void whateverFailsIsTriedAgain() throws Exception {
    try (SqliteStore store = SqliteStore.open(folder, InstantSource.system())) {
      store.transact(s -> Samples.put("a", 1));
    }
    AtomicInteger asked = new AtomicInteger();
    SqliteDatabase database =
        new SqliteDatabase(folder.resolve("hansa.db"), Duration.ofSeconds(10)) {
          @Override
          public Connection reader() throws SQLException {
            switch (asked.incrementAndGet()) {
              case 1 -> throw new NoClassDefFoundError("one that is being replaced");
              case 2 -> throw new IllegalStateException("it is said");
              default -> {
                return super.reader();
              }
            }
          }
        };
    List<Long> told = new CopyOnWriteArrayList<>();
    try (Readers readers = new Readers(database);
        Feed feed = new Feed(new History(readers), 1000, 1, 0, () -> told.add(-1L))) {
      AutoCloseable watch = feed.watch(0, changes -> told.add(changes.get(0).revision()));
      feed.start();
      await().untilAsserted(() -> assertThat(told).containsExactly(1L));
      assertThat(asked.get()).isGreaterThan(2);
      watch.close();
    }
  }
}
