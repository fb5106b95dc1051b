package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.hansa.core.api.Pending;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Batches so long that the next is decided while they are committed. */
class BesideTest {

  /** More rows than one batch takes. */
  private static final int WIDE = 700;

  private static final Limits LIMITS = new Limits(20, 64, Duration.ofSeconds(10), 1000, 100_000);

  @TempDir Path folder;

  private SqliteStore store;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder, InstantSource.system(), LIMITS);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Transaction wide(Snapshot now) {
    long next = count(now) + 1;
    return Samples.put(
        IntStream.range(0, WIDE)
            .mapToObj(i -> Samples.resource(Samples.ref("wide-" + i), next))
            .toArray(Resource[]::new));
  }

  private static long count(Snapshot now) {
    return now.get(Samples.ref("wide-0")).map(Samples::value).orElse(0L);
  }

  private List<Pending> queued(List<Function<Snapshot, Transaction>> decisions) throws Exception {
    return queued(decisions, one -> {});
  }

  /**
   * All wait before the first is decided.
   *
   * @param each gets each of them before that
   */
  private List<Pending> queued(
      List<Function<Snapshot, Transaction>> decisions, Consumer<Pending> each) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Snapshot> first =
        CompletableFuture.supplyAsync(
            () ->
                store.transact(
                    s -> {
                      begun.countDown();
                      Uninterrupted.run(go::await);
                      return Transaction.NOTHING;
                    }));
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    List<Pending> all = new ArrayList<>();
    decisions.forEach(d -> all.add(store.begin(d)));
    all.forEach(each);
    go.countDown();
    first.get(10, TimeUnit.SECONDS);
    return all;
  }

  @Test
  void eachIsDecidedOnWhatThoseBeforeItLeave() throws Exception {
    List<Long> seen = new CopyOnWriteArrayList<>();
    List<Long> told = new CopyOnWriteArrayList<>();
    AutoCloseable watch = store.watch(0, c -> told.add(c.get(0).revision()));
    try {
      List<Pending> all =
          queued(
              IntStream.range(0, 8)
                  .<Function<Snapshot, Transaction>>mapToObj(
                      i ->
                          s -> {
                            seen.add(count(s));
                            return wide(s);
                          })
                  .toList());
      for (int i = 0; i < all.size(); i++) {
        Snapshot after = all.get(i).await();
        assertThat(after.revision()).isEqualTo(i + 1);
        assertThat(count(after)).isEqualTo(i + 1);
        assertThat(store.snapshot().revision()).isGreaterThanOrEqualTo(i + 1);
      }
      assertThat(watch).isNotNull();
      assertThat(seen).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
      await().untilAsserted(() -> assertThat(told).hasSize(8).isSorted());
    } finally {
      watch.close();
    }
    close();
    open();
    assertThat(count(store.snapshot())).isEqualTo(8);
  }

  /** It would wait for itself. */
  @Test
  void whoIsToldByTheCommittingThreadCannotWrite() throws Exception {
    CompletableFuture<Snapshot> written = new CompletableFuture<>();
    List<Pending> unused =
        queued(
            List.of(BesideTest::wide),
            one ->
                one.then(
                    () ->
                        written.completeAsync(
                            () -> store.transact(s -> Samples.put("told", 1)), Runnable::run)));
    assertThatThrownBy(() -> written.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must not write");
    assertThat(store.transact(BesideTest::wide).revision()).isEqualTo(2);
  }

  @Test
  void whatRestsOnAnUnwrittenBatchIsRefusedWithIt() throws Exception {
    store.transact(s -> Samples.put("before", 1));
    CountDownLatch decided = new CountDownLatch(3);
    List<Pending> all;
    try (Connection other = database();
        Statement statement = other.createStatement()) {
      statement.execute(
          "CREATE TRIGGER fails BEFORE INSERT ON log WHEN new.name = 'bad'"
              + " BEGIN SELECT raise(ABORT, 'it is bad'); END");
      statement.execute("BEGIN IMMEDIATE");
      all =
          queued(
              List.of(
                  BesideTest::bad,
                  s -> rests(s, 1, decided),
                  s -> refused(s, 2, decided),
                  s -> nothing(s, 2, decided)));
      // Only now is the first tried.
      assertThat(decided.await(4, TimeUnit.SECONDS)).isTrue();
      statement.execute("ROLLBACK");
      for (Pending one : all) {
        assertThatThrownBy(one::await)
            .isInstanceOfSatisfying(
                Problem.class,
                p -> {
                  assertThat(p.reason()).isEqualTo(Problem.Reason.UNAVAILABLE);
                  assertThat(p.getMessage()).contains("cannot write");
                  assertThat(p.cure()).startsWith("Nothing was written.");
                });
      }
      statement.execute("DROP TRIGGER fails");
    }
    assertThat(store.snapshot().revision()).isEqualTo(1);
    await().untilAsserted(() -> assertThat(store.trouble()).isEmpty());
    assertThat(store.transact(BesideTest::wide).revision()).isEqualTo(2);
    close();
    open();
    assertThat(count(store.snapshot())).isEqualTo(1);
  }

  /** Not even what to say of a failure is known. */
  @Test
  void callersAreAnsweredWhateverFails() throws Exception {
    close();
    AtomicBoolean fails = new AtomicBoolean();
    store =
        SqliteStore.open(
            folder,
            InstantSource.system(),
            LIMITS,
            file ->
                new SqliteDatabase(file, LIMITS.busy()) {
                  @Override
                  public String failed(Throwable why) {
                    if (fails.get()) {
                      throw new OutOfMemoryError("it is said");
                    }
                    return super.failed(why);
                  }
                },
            said -> {});
    try (Connection other = database();
        Statement statement = other.createStatement()) {
      statement.execute(
          "CREATE TRIGGER fails BEFORE INSERT ON log WHEN new.name = 'bad'"
              + " BEGIN SELECT raise(ABORT, 'it is bad'); END");
      fails.set(true);
      Pending bad = queued(List.of(BesideTest::bad)).get(0);
      assertThat(CompletableFuture.supplyAsync(bad::await))
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(Problem.class);
      fails.set(false);
      statement.execute("DROP TRIGGER fails");
    }
    await().untilAsserted(() -> assertThat(store.trouble()).isEmpty());
    assertThat(store.transact(BesideTest::wide).revision()).isEqualTo(1);
  }

  private static Transaction bad(Snapshot now) {
    List<Resource> puts = new ArrayList<>(wide(now).puts());
    puts.add(Samples.resource(Samples.ref("bad"), 1));
    return Samples.put(puts.toArray(Resource[]::new));
  }

  private static Transaction rests(Snapshot now, long on, CountDownLatch decided) {
    assertThat(count(now)).isEqualTo(on);
    decided.countDown();
    return wide(now);
  }

  /** Even a refusal may rest on what is not written. */
  private static Transaction refused(Snapshot now, long on, CountDownLatch decided) {
    Transaction unused = rests(now, on, decided);
    throw Problem.invalid("count", on, "what is wanted", "Nothing.");
  }

  private static Transaction nothing(Snapshot now, long on, CountDownLatch decided) {
    Transaction unused = rests(now, on, decided);
    return Transaction.NOTHING;
  }

  @Test
  void whatFailsFailsWhatRestsOnItAndNothingElse() {
    Problem failure = Problem.invalid("disk", 1, "whole", "Mend it.");
    CountDownLatch go = new CountDownLatch(1);
    List<Optional<Problem>> given = new CopyOnWriteArrayList<>();
    try (Beside beside = new Beside()) {
      assertThat(beside.head()).isEmpty();
      PersistentSnapshot first = PersistentSnapshot.empty(Samples.NOON).committed(1);
      beside.start(first, none -> failed(go, failure), () -> {});
      assertThat(beside.head()).containsSame(first);
      assertThat(beside.isBusy()).isTrue();
      beside.start(
          first.committed(2),
          refused -> {
            given.add(refused);
            return refused;
          },
          () -> {});
      assertThat(beside.head()).hasValueSatisfying(s -> assertThat(s.revision()).isEqualTo(2));
      go.countDown();
      assertThat(beside.outcome()).containsSame(failure);
      assertThat(beside.isBusy()).isFalse();
      assertThat(beside.head()).isEmpty();
      assertThat(beside.outcome()).isEmpty();
      beside.start(
          first,
          refused -> {
            given.add(refused);
            return Optional.empty();
          },
          () -> {});
      assertThat(beside.outcome()).isEmpty();
    }
    assertThat(given).containsExactly(Optional.of(failure), Optional.empty());
  }

  @Test
  void whatComesToNoAnswerIsRefusedWithWhatRestsOnIt() throws Exception {
    PersistentSnapshot head = PersistentSnapshot.empty(Samples.NOON).committed(1);
    CountDownLatch over = new CountDownLatch(2);
    CompletableFuture<Optional<Problem>> given = new CompletableFuture<>();
    Beside beside = new Beside();
    beside.start(head, none -> fails(), over::countDown);
    beside.start(
        head,
        refused -> {
          given.complete(refused);
          return refused;
        },
        over::countDown);
    assertThat(given.get(10, TimeUnit.SECONDS))
        .hasValueSatisfying(p -> assertThat(p.cure()).startsWith("Nothing was written."));
    assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
    beside.close();
  }

  private static Optional<Problem> fails() {
    throw new OutOfMemoryError("it is said");
  }

  @Test
  void whatNobodyCarriesIsNotWaitedFor() {
    PersistentSnapshot head = PersistentSnapshot.empty(Samples.NOON).committed(1);
    Beside beside = new Beside();
    beside.close();
    // As if no thread could be had.
    assertThatThrownBy(() -> beside.start(head, none -> none, () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(beside.isBusy()).isFalse();
    assertThat(beside.head()).isEmpty();
    assertThat(CompletableFuture.supplyAsync(beside::outcome))
        .succeedsWithin(Duration.ofSeconds(10))
        .isEqualTo(Optional.empty());
  }

  private static Optional<Problem> failed(CountDownLatch go, Problem failure) {
    Uninterrupted.run(go::await);
    return Optional.of(failure);
  }

  private Connection database() throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("hansa.db"));
    return source.getConnection();
  }
}
