package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watch is open within a try and used by no name. */
@SuppressWarnings("try")
class WatchTest {

  @TempDir Path folder;

  private SqliteStore store;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder, InstantSource.system());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen() {
    store.close();
    open();
  }

  private void write(int from, int until) {
    for (int n = from; n < until; n++) {
      int value = n;
      store.transact(s -> Samples.put("n" + value % 7, value));
    }
  }

  @Test
  void everyWatchSeesEveryCommitOnceInOrderWhileOthersWrite() throws Exception {
    int writers = 8;
    int each = 200;
    write(0, 20);
    ExecutorService pool = Executors.newFixedThreadPool(writers);
    List<Sink> sinks = new ArrayList<>();
    List<Long> froms = new ArrayList<>();
    List<AutoCloseable> watches = new ArrayList<>();
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        int first = w * each;
        all.add(pool.submit(() -> write(first, first + each)));
      }
      for (int i = 0; i < 12; i++) {
        long from = i % 3 == 0 ? store.snapshot().revision() : i;
        Sink sink = new Sink();
        sinks.add(sink);
        froms.add(from);
        watches.add(store.watch(from, sink::take));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
    long last = store.snapshot().revision();
    assertThat(last).isEqualTo(20 + writers * each);
    for (int i = 0; i < sinks.size(); i++) {
      sinks.get(i).awaits(Sink.upTo(froms.get(i) + 1, last));
    }
    for (AutoCloseable watch : watches) {
      watch.close();
    }
  }

  @Test
  void whatWasReadCanBeWatchedFromThereWhileOthersWrite() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<?> writes = pool.submit(() -> write(0, 2000));
      while (!writes.isDone()) {
        store.watch(store.snapshot().revision(), changes -> {}).close();
      }
      writes.get();
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aWatchBeginsInHistoryThatOnlyTheDatabaseHas() throws Exception {
    write(0, 700);
    reopen();
    Sink sink = new Sink();
    try (AutoCloseable watch = store.watch(3, sink::take)) {
      write(0, 10);
      sink.awaits(Sink.upTo(4, 710));
    }
    write(0, 5);
    Sink later = new Sink();
    try (AutoCloseable watch = store.watch(710, later::take)) {
      later.awaits(Sink.upTo(711, 715));
    }
    assertThat(sink.revisions).as("a closed watch is told no more").hasSize(707);
  }

  @Test
  void aTransactionOfSeveralIsToldAsOne() throws Exception {
    Sink sink = new Sink();
    try (AutoCloseable watch = store.watch(0, sink::take)) {
      store.transact(
          s ->
              Samples.put(
                  Samples.resource(Samples.ref("a"), 1), Samples.resource(Samples.ref("b"), 1)));
      store.transact(s -> Samples.say(Samples.entry("audit", Samples.ref("a"), Samples.NOON, 1)));
      store.transact(s -> Samples.put("a", 2));
      sink.awaits(List.of(1L, 3L));
      assertThat(sink.sizes).containsExactly(2, 1);
    }
  }

  @Test
  void aSlowSinkHoldsUpNoWriterAndMissesNothing() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Sink sink = new Sink(go);
    try (AutoCloseable watch = store.watch(0, sink::take)) {
      int many = 6000;
      ExecutorService pool = Executors.newFixedThreadPool(16);
      try {
        List<Future<?>> all = new ArrayList<>();
        for (int w = 0; w < 16; w++) {
          all.add(pool.submit(() -> write(0, many / 16)));
        }
        for (Future<?> one : all) {
          one.get();
        }
      } finally {
        pool.shutdownNow();
      }
      assertThat(sink.revisions).isEmpty();
      go.countDown();
      sink.awaits(Sink.upTo(1, many));
    }
  }

  @Test
  void aSinkThatThrowsIsToldTheNextAllTheSame() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Sink sink = new Sink();
    try (AutoCloseable watch =
        store.watch(
            0,
            commit -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("the first is refused");
              }
              sink.take(commit);
            })) {
      write(0, 3);
      sink.awaits(List.of(2L, 3L));
    }
  }

  @Test
  void aSinkMayWriteAndCloseItsWatch() {
    List<AutoCloseable> own = new CopyOnWriteArrayList<>();
    Sink sink = new Sink();
    store.transact(s -> Samples.put("first", 0));
    own.add(
        store.watch(
            1,
            commit -> {
              sink.take(commit);
              store.transact(s -> Samples.put("echo", 1));
              closeAll(own);
            }));
    store.transact(s -> Samples.put("second", 0));
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(store.snapshot().revision()).isEqualTo(3));
    sink.awaits(List.of(2L));
  }

  private static void closeAll(List<AutoCloseable> own) {
    for (AutoCloseable each : own) {
      try {
        each.close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void aRevisionThatIsNotYetThereIsRefused() {
    write(0, 3);
    assertThatThrownBy(() -> store.watch(4, commit -> {})).hasMessageContaining("newest, 3");
  }

  @Test
  void removalsOfNothingAreNoChange() {
    store.transact(
        s -> new Transaction(List.of(), List.of(Samples.ref("none")), List.of(), Map.of()));
    assertThat(store.changes(0, 10)).isEmpty();
  }
}
