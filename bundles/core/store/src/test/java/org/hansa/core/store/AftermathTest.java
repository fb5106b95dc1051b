package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fails when the database has committed already: the process may lack memory for the rest. */
class AftermathTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** More rows than one batch takes. */
  private static final int WIDE = 700;

  @TempDir Path folder;

  private Readers readers;
  private Feed feed;
  private Writer writer;

  /** When the next commit is told of, and once: before that, or after it. */
  private final AtomicReference<Optional<Boolean>> fails = new AtomicReference<>(Optional.empty());

  private final CountDownLatch decided = new CountDownLatch(1);

  private volatile Uninterrupted.Wait patience = () -> {};

  private final List<Long> told = new CopyOnWriteArrayList<>();

  private final class Failing implements Audience {

    @Override
    public void publish(List<Commit> commits, long revision, long dropped, Runnable show) {
      Optional<Boolean> after =
          commits.isEmpty() ? Optional.empty() : fails.getAndSet(Optional.empty());
      after.filter(late -> !late).ifPresent(this::fail);
      feed.publish(commits, revision, dropped, show);
      after.ifPresent(this::fail);
    }

    private void fail(boolean late) {
      Uninterrupted.run(patience);
      throw new OutOfMemoryError(late ? "late" : "early");
    }

    @Override
    public long forget(long upTo) {
      return feed.forget(upTo);
    }
  }

  @BeforeEach
  void open() throws Exception {
    SqliteDatabase database =
        new SqliteDatabase(folder.resolve("hansa.db"), Duration.ofSeconds(10));
    Database.Start start = database.start(Samples.NOON);
    readers = new Readers(database);
    feed = new Feed(new History(readers), 1000, 0, 0, () -> {});
    Committer committer =
        new Committer(
            database, new Failing(), start.snapshot(), new Retention(1000), () -> told.add(-1L));
    writer = new Writer(committer, InstantSource.system(), Samples.SMALL);
    writer.start();
    feed.start();
    AutoCloseable unused = feed.watch(0, changes -> told.add(changes.get(0).revision()));
  }

  @AfterEach
  void close() {
    writer.close();
    feed.close();
    readers.close();
  }

  private static Transaction wide(Snapshot now) {
    return Samples.put(
        IntStream.range(0, WIDE)
            .mapToObj(i -> Samples.resource(Samples.ref("wide-" + i), now.revision()))
            .toArray(Resource[]::new));
  }

  private static void inDoubt(Waiting caller) {
    assertThatThrownBy(caller::await)
        .isInstanceOfSatisfying(
            Problem.class,
            p -> {
              assertThat(p.reason()).isEqualTo(Problem.Reason.UNAVAILABLE);
              assertThat(p.cure()).startsWith("It may have been written: look");
            });
  }

  /** All goes on, and what was in doubt is there. */
  private void goesOn(String written) {
    await().atMost(SOON).until(() -> writer.trouble().isEmpty());
    assertThat(writer.committed().revision()).isEqualTo(1);
    assertThat(writer.committed().get(Samples.ref(written))).isPresent();
    assertThat(writer.transact(s -> Samples.put("next", 1)).revision()).isEqualTo(2);
    await().atMost(SOON).untilAsserted(() -> assertThat(told).containsExactly(1L, 2L));
  }

  @Test
  void whatWasNotToldOfIsReadFromTheDatabase() {
    fails.set(Optional.of(false));
    inDoubt(writer.begin(s -> Samples.put("first", 1)));
    goesOn("first");
  }

  @Test
  void whatWasToldOfIsNotToldOfAgain() {
    fails.set(Optional.of(true));
    inDoubt(writer.begin(s -> Samples.put("first", 1)));
    goesOn("first");
  }

  @Test
  void whatRestsOnItWasNotWritten() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Void> first =
        CompletableFuture.runAsync(
            () ->
                writer.transact(
                    s -> {
                      begun.countDown();
                      Uninterrupted.run(go::await);
                      return Transaction.NOTHING;
                    }));
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    fails.set(Optional.of(false));
    Waiting wide = writer.begin(AftermathTest::wide);
    Waiting rests =
        writer.begin(
            s -> {
              assertThat(s.get(Samples.ref("wide-0"))).isPresent();
              decided.countDown();
              return Samples.put("rests", s.revision());
            });
    // It fails only when this is decided on it.
    patience = () -> decided.await(10, TimeUnit.SECONDS);
    go.countDown();
    first.get(10, TimeUnit.SECONDS);
    inDoubt(wide);
    assertThatThrownBy(rests::await)
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.cure()).startsWith("Nothing was written."));
    goesOn("wide-0");
    assertThat(writer.committed().get(Samples.ref("rests"))).isEmpty();
  }
}
