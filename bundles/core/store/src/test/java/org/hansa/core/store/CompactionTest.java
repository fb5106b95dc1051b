package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The change log is kept short, and whoever asks for what is gone is told so. */
@SuppressWarnings("try")
class CompactionTest {

  @TempDir Path folder;

  private SqliteStore store;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder, InstantSource.system(), Samples.SMALL);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void write(int from, int until) {
    for (int n = from; n < until; n++) {
      int value = n;
      store.transact(s -> Samples.put("n" + value % 7, value));
    }
  }

  @Test
  void whatWasCompactedIsRefusedAndTheSnapshotIsAWayBack() throws Exception {
    write(0, 200);
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> store.watch(1, commit -> {}))
                    .isInstanceOfSatisfying(
                        Problem.class,
                        p -> assertThat(p.reason()).isEqualTo(Problem.Reason.EXHAUSTED)));
    long oldest = oldest();
    assertThat(oldest).isBetween(170L, 200L - 20);
    assertThat(store.changes(oldest, 1000)).hasSize((int) (200 - oldest));
    assertThatThrownBy(() -> store.changes(oldest - 1, 1000)).isInstanceOf(Problem.class);

    Sink sink = new Sink();
    try (AutoCloseable watch = store.watch(store.snapshot().revision(), sink::take)) {
      write(0, 2);
      sink.awaits(List.of(201L, 202L));
    }
    close();
    open();
    assertThat(oldest()).isGreaterThanOrEqualTo(oldest);
  }

  /** As the refusal names it. */
  private long oldest() {
    try {
      store.changes(0, 1);
      throw new AssertionError("nothing was compacted");
    } catch (Problem e) {
      return Long.parseLong(e.getMessage().replaceAll(".* ", ""));
    }
  }

  @Test
  void compactionWaitsForAnOpenWatchAndSaysThatItLags() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Sink sink = new Sink(go);
    try (AutoCloseable watch = store.watch(0, sink::take)) {
      write(0, 300);
      assertThat(store.trouble().orElseThrow()).contains("behind");
      go.countDown();
      sink.awaits(Sink.upTo(1, 300));
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(store.trouble()).isEmpty());
    }
  }

  /** What it has yet to see is longer than what is kept in memory for watches. */
  @Test
  void compactionLeavesAnOpenWatchWhatItReadsFromTheLog() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Sink sink = new Sink(go);
    Doc long64K = Doc.of(JsonNodeFactory.instance.objectNode().put("text", "x".repeat(64 << 10)));
    try (AutoCloseable watch = store.watch(0, sink::take)) {
      for (int n = 0; n < 200; n++) {
        store.transact(s -> Samples.put(resource("long", "uid", long64K)));
      }
      go.countDown();
      sink.awaits(Sink.upTo(1, 200));
    }
  }

  private static Resource resource(String name, String uid, Doc spec) {
    return Resource.fresh(Draft.of(Samples.ref(name), spec), uid, Samples.NOON, Optional.empty());
  }

  /** Of what stands, one row; of what is gone, none. */
  @Test
  void whatOnlyTheCompactedPastIsMadeOfIsDropped() throws Exception {
    store.transact(s -> Samples.put(resource("other", "first", Samples.doc(1))));
    // Gone and there again, in one revision: it is the second row that the next takes the place of.
    store.transact(s -> Samples.put(resource("other", "second", Samples.doc(2))));
    store.transact(s -> Samples.put(resource("other", "second", Samples.doc(3))));
    store.transact(s -> Samples.put("gone", 1));
    store.transact(s -> Samples.remove("gone"));
    assertThat(rows("other")).isEqualTo(4);
    assertThat(rows("gone")).isEqualTo(2);
    write(0, 200);
    assertThat(rows("other")).isEqualTo(1);
    assertThat(rows("gone")).isZero();
    close();
    open();
    assertThat(Samples.value(store.snapshot().get(Samples.ref("other")).orElseThrow()))
        .isEqualTo(3);
  }

  private int rows(String name) {
    return store.readers.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement("SELECT count(*) FROM log WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet found = select.executeQuery()) {
              return found.next() ? found.getInt(1) : 0;
            }
          }
        });
  }
}
