package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** What a caller sees when the disk, the folder or the load is not as it should be. */
class TroubleTest {

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

  private Connection database() throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("hansa.db"));
    return source.getConnection();
  }

  private static void reason(Throwable thrown, Problem.Reason wanted) {
    assertThat(thrown)
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.reason()).isEqualTo(wanted));
  }

  @Test
  void whileTheDatabaseRefusesNothingIsWrittenAndReadinessSaysSo() throws Exception {
    store.transact(s -> Samples.put("a", 1));
    try (Connection other = database();
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> store.transact(s -> Samples.put("a", 2)))
          .satisfies(e -> reason(e, Problem.Reason.UNAVAILABLE))
          .hasMessageContaining("cannot write");
      assertThat(store.trouble().orElseThrow()).contains("cannot write");
      assertThat(store.snapshot().get(Samples.ref("a")).map(Samples::value)).contains(1L);
      statement.execute("ROLLBACK");
    }
    await().untilAsserted(() -> assertThat(store.trouble()).isEmpty());
    assertThat(store.transact(s -> Samples.put("a", 3)).revision()).isEqualTo(2);
    close();
    open();
    assertThat(store.snapshot().get(Samples.ref("a")).map(Samples::value)).contains(3L);
  }

  @Test
  void aStrangersWriteIsNoticedAndNothingIsBuiltOnIt() throws Exception {
    store.transact(s -> Samples.put("a", 1));
    try (Connection other = database();
        Statement statement = other.createStatement()) {
      statement.execute("UPDATE meta SET value = '77' WHERE key = 'revision'");
    }
    assertThatThrownBy(() -> store.transact(s -> Samples.put("a", 2)))
        .hasMessageContaining("start again");
    assertThat(store.trouble()).isPresent();
  }

  @Test
  void tooManyWaitingAreRefusedAtOnce() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    ExecutorService pool = Executors.newCachedThreadPool();
    try {
      List<Future<Snapshot>> all = new ArrayList<>();
      all.add(
          pool.submit(
              () ->
                  store.transact(
                      s -> {
                        begun.countDown();
                        hold(go);
                        return Samples.put("first", 0);
                      })));
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      for (int n = 0; n < 100; n++) {
        int value = n;
        all.add(pool.submit(() -> store.transact(s -> Samples.put("n" + value, value))));
      }
      await()
          .untilAsserted(() -> assertThat(all.stream().filter(Future::isDone)).hasSize(100 - 64));
      go.countDown();
      for (Future<Snapshot> one : all) {
        outcome(one);
      }
    } finally {
      go.countDown();
      pool.shutdown();
    }
    assertThat(store.snapshot().revision()).isEqualTo(65);
  }

  private static void outcome(Future<Snapshot> one) throws InterruptedException {
    try {
      one.get();
    } catch (java.util.concurrent.ExecutionException e) {
      reason(e.getCause(), Problem.Reason.EXHAUSTED);
    }
  }

  private static void hold(CountDownLatch go) {
    try {
      assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anInterruptedCallerStillLearnsTheOutcome() {
    Thread.currentThread().interrupt();
    Snapshot after = store.transact(s -> Samples.put("a", 1));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(after.get(Samples.ref("a"))).isPresent();
  }

  @Test
  void whatCouldNotBeReadAgainIsNotWritten() {
    ObjectNode deep = JsonNodeFactory.instance.objectNode();
    ObjectNode inner = deep;
    for (int i = 1; i < 64; i++) {
      inner = inner.putObject("d");
    }
    Resource nested =
        Resource.fresh(
            Draft.of(Samples.ref("deep"), Doc.of(deep)), "uid", Samples.NOON, Optional.empty());
    assertThatThrownBy(() -> store.transact(s -> Samples.put(nested))).isInstanceOf(Problem.class);
    Doc named = Doc.of(JsonNodeFactory.instance.objectNode().put("\\\"n".repeat(334), 1));
    Resource wordy =
        Resource.fresh(
            Draft.of(Samples.ref("wordy"), named), "uid", Samples.NOON, Optional.empty());
    assertThatThrownBy(() -> store.transact(s -> Samples.put(wordy))).isInstanceOf(Problem.class);
    List<Resource> many = new ArrayList<>();
    for (int n = 0; n <= Limits.ROWS; n++) {
      many.add(Samples.resource(Samples.ref("n" + n), n));
    }
    assertThatThrownBy(() -> store.transact(s -> Samples.put(many.toArray(new Resource[0]))))
        .satisfies(e -> reason(e, Problem.Reason.TOO_LARGE));
    close();
    open();
    assertThat(store.snapshot().kinds()).isEmpty();
  }

  @Test
  void anErrorInADecisionReachesItsCallerAndTheStoreGoesOn() {
    assertThatThrownBy(
            () ->
                store.transact(
                    s -> {
                      throw new StackOverflowError("too deep");
                    }))
        .isInstanceOf(StackOverflowError.class);
    assertThat(store.transact(s -> Transaction.NOTHING).revision()).isZero();
  }

  @Test
  void aSecondStoreInTheSameFolderIsRefused() {
    for (int twice = 0; twice < 2; twice++) {
      assertThatThrownBy(() -> SqliteStore.open(folder, InstantSource.system()))
          .satisfies(e -> reason(e, Problem.Reason.CONFLICT))
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    assertThat(store.transact(s -> Samples.put("a", 1)).revision()).isEqualTo(1);
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("hansa.db"), "not a database at all".repeat(1000));
    assertThatThrownBy(() -> SqliteStore.open(other, InstantSource.system()))
        .satisfies(e -> reason(e, Problem.Reason.UNAVAILABLE))
        .hasMessageContaining(other.toString());
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    assertThatThrownBy(() -> SqliteStore.open(file, InstantSource.system()))
        .satisfies(e -> reason(e, Problem.Reason.UNAVAILABLE));
  }
}
