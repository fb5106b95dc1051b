package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.hansa.core.api.Problem;
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
}
