package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Pending;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {

  @TempDir Path folder;

  private SqliteStore store;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("state"), () -> Samples.NOON);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen() {
    store.close();
    open();
  }

  @Test
  void aWriteCarriesTheRevisionOfItsCommit() {
    Snapshot after = store.transact(s -> Samples.put("a", 1));
    assertThat(after.revision()).isEqualTo(1);
    assertThat(after.get(Samples.ref("a")).orElseThrow().revision()).isEqualTo(1);
    assertThat(store.snapshot().get(Samples.ref("a"))).isEqualTo(after.get(Samples.ref("a")));
  }

  @Test
  void whoBeginsAWriteIsCalledBackWhenItIsDurableAndShown() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch decides = new CountDownLatch(1);
    Thread other =
        new Thread(
            () ->
                store.transact(
                    s -> {
                      busy.countDown();
                      Uninterrupted.run(decides::await);
                      return Samples.put("b", 1);
                    }));
    other.start();
    busy.await();
    Pending first = store.begin(s -> Samples.put("a", 1));
    Pending refused =
        store.begin(
            s -> {
              throw Problem.conflict("it may not be", "Do without.");
            });
    List<Long> told = new CopyOnWriteArrayList<>();
    first.then(() -> told.add(store.snapshot().revision()));
    assertThat(first.isDone()).isFalse();
    assertThat(told).isEmpty();
    decides.countDown();
    assertThat(first.await().get(Samples.ref("a"))).isPresent();
    assertThatThrownBy(refused::await).isInstanceOf(Problem.class).hasMessage("it may not be");
    assertThat(refused.isDone()).isTrue();
    refused.then(() -> told.add(-1L));
    await().until(() -> told.size() == 2);
    assertThat(told).containsExactlyInAnyOrder(2L, -1L);
    other.join();
  }

  @Test
  void anEmptyTransactionWritesNothing() {
    store.transact(s -> Samples.put("a", 1));
    assertThat(store.transact(s -> Transaction.NOTHING).revision()).isEqualTo(1);
    assertThat(store.changes(0, 10)).hasSize(1);
  }

  @Test
  void severalResourcesChangeTogetherOrNotAtAll() {
    store.transact(
        s ->
            new Transaction(
                List.of(
                    Samples.resource(Samples.ref("a"), 1), Samples.resource(Samples.ref("b"), 1)),
                List.of(),
                List.of(Samples.entry("audit", Samples.ref("a"), Samples.NOON, 1)),
                Map.of(Samples.ref("a"), Optional.of(new byte[] {1}))));
    assertThat(store.changes(0, 10)).extracting(Changed::revision).containsExactly(1L, 1L);

    Resource tooLong =
        Samples.resource(Samples.ref("c"), 1).withLabels(Map.of("note", "x".repeat(5 << 20)));
    assertThatThrownBy(
            () -> store.transact(s -> Samples.put(Samples.resource(Samples.ref("a"), 2), tooLong)))
        .isInstanceOf(Problem.class);
    reopen();
    assertThat(store.snapshot().get(Samples.ref("a")).map(Samples::value)).contains(1L);
    assertThat(store.snapshot().get(Samples.ref("c"))).isEmpty();
    assertThat(store.snapshot().revision()).isEqualTo(1);
  }

  @Test
  void whatADecisionThrowsIsThrownToItsCallerAlone() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try {
      List<Future<Snapshot>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int n = i;
        all.add(
            callers.submit(
                () ->
                    store.transact(
                        s -> {
                          if (n % 4 == 0) {
                            throw Problem.conflict("number " + n, "Try another.");
                          }
                          return Samples.put("n" + n, n);
                        })));
      }
      for (int n = 0; n < 200; n++) {
        Future<Snapshot> one = all.get(n);
        if (n % 4 == 0) {
          assertThatThrownBy(one::get).hasRootCauseMessage("number " + n);
        } else {
          assertThat(one.get().get(Samples.ref("n" + n))).isPresent();
        }
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(store.snapshot().list("Site")).hasSize(150);
    assertThat(store.snapshot().revision()).isEqualTo(150);
  }

  @Test
  void thirtyTwoCallersLoseNoIncrementAndGetRevisionsInCommitOrder() throws Exception {
    int callers = 32;
    int each = 50;
    store.transact(s -> Samples.put("counter", 0));
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    List<long[]> seen = Collections.synchronizedList(new ArrayList<>());
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int c = 0; c < callers; c++) {
        all.add(pool.submit(() -> increment(each, seen)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
    long total = (long) callers * each;
    assertThat(seen.stream().map(pair -> pair[0]))
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(2, total + 1).boxed().toList());
    assertThat(seen).allSatisfy(pair -> assertThat(pair[1]).isEqualTo(pair[0] - 1));
    reopen();
    assertThat(store.snapshot().get(Samples.ref("counter")).map(Samples::value)).contains(total);
  }

  private void increment(int times, List<long[]> seen) {
    for (int i = 0; i < times; i++) {
      Snapshot after =
          store.transact(
              s ->
                  Samples.put(
                      "counter", Samples.value(s.get(Samples.ref("counter")).orElseThrow()) + 1));
      Resource counter = after.get(Samples.ref("counter")).orElseThrow();
      seen.add(new long[] {after.revision(), Samples.value(counter)});
    }
  }

  @Test
  void theChangeLogTellsCreatedUpdatedDeletedAndReplaced() {
    store.transact(s -> Samples.put("a", 1));
    store.transact(s -> Samples.put("a", 2));
    store.transact(s -> Samples.remove("a"));
    store.transact(s -> Samples.remove("a"));
    store.transact(s -> Samples.put("b", 1));
    Resource other = Samples.resource(Samples.ref("b"), 3);
    store.transact(
        s -> Samples.put(Resource.fresh(draft(other), "another", Samples.NOON, Optional.empty())));

    assertThat(store.changes(0, 100))
        .extracting(c -> c.revision() + " " + c.op() + " " + c.resource().ref().name())
        .containsExactly(
            "1 CREATED a",
            "2 UPDATED a",
            "3 DELETED a",
            "5 CREATED b",
            "6 DELETED b",
            "6 CREATED b");
    assertThat(store.changes(2, 1))
        .extracting(c -> Samples.value(c.resource()))
        .containsExactly(2L);
    assertThat(store.changes(0, 5)).hasSize(4);
    assertThat(store.changes(5, 1)).as("a transaction is never cut").hasSize(2);
    assertThat(store.changes(6, 1)).isEmpty();
  }

  private static Draft draft(Resource like) {
    return Draft.of(like.ref(), like.spec());
  }

  @Test
  void aTransactionThatContradictsItselfIsRefused() {
    assertThatThrownBy(
            () ->
                store.transact(
                    s ->
                        new Transaction(
                            List.of(Samples.resource(Samples.ref("a"), 1)),
                            List.of(Samples.ref("a")),
                            List.of(),
                            Map.of())))
        .hasMessageContaining("Site/acme/a");
    assertThatThrownBy(() -> store.transact(s -> null)).isInstanceOf(Problem.class);
    assertThat(store.snapshot().revision()).isZero();
  }

  @Test
  void aDecisionCannotWrite() {
    assertThatThrownBy(() -> store.transact(s -> writeWithin()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.transact(s -> Samples.put("a", 1)).revision()).isEqualTo(1);
  }

  private Transaction writeWithin() {
    store.transact(s -> Samples.put("inner", 1));
    return Transaction.NOTHING;
  }
}
