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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Filing;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the writer does while a long batch is under way, which is held just before it is written.
 */
class WriterTest {

  /** More rows than one batch takes. */
  private static final int WIDE = 450;

  private static final int WAITING = 20;
  private static final Ref BOOK = new Ref("Book", "acme", "b");

  @TempDir Path folder;

  private final AtomicBoolean damaged = new AtomicBoolean();
  private final AtomicBoolean longLog = new AtomicBoolean();
  private final AtomicBoolean holds = new AtomicBoolean();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private Readers readers;
  private Feed feed;
  private Writer writer;

  /** Each commit asks it what may be dropped, before it writes anything. */
  private final class Holding implements Audience {

    @Override
    public void publish(List<Commit> commits, long revision, long dropped, Runnable show) {
      feed.publish(commits, revision, dropped, show);
    }

    @Override
    public long forget(long upTo) {
      if (holds.getAndSet(false)) {
        held.countDown();
        Uninterrupted.run(release::await);
      }
      return feed.forget(upTo);
    }
  }

  @BeforeEach
  void open() throws Exception {
    Duration busy = Duration.ofSeconds(10);
    SqliteDatabase database =
        new SqliteDatabase(folder.resolve("hansa.db"), busy) {
          @Override
          public Optional<String> damage() {
            return damaged.getAndSet(false) ? Optional.of("it is said") : super.damage();
          }

          @Override
          boolean takeLongLog() {
            return longLog.getAndSet(false);
          }
        };
    Database.Start start = database.start(Samples.NOON);
    readers = new Readers(database);
    feed = new Feed(new History(readers), 1000, 0, 0, () -> {});
    Committer committer =
        new Committer(database, new Holding(), start.snapshot(), new Retention(1), () -> {});
    writer =
        new Writer(committer, InstantSource.system(), new Limits(1, WAITING, busy, 1000, 100_000));
    writer.start();
    feed.start();
    // From now on there is something to drop.
    for (int n = 0; n < 3; n++) {
      writer.transact(s -> Samples.put("a", s.revision()));
    }
  }

  @AfterEach
  void close() {
    release.countDown();
    writer.close();
    feed.close();
    readers.close();
  }

  private static Transaction wide(Snapshot now, Filing... filings) {
    List<Resource> puts =
        IntStream.range(0, WIDE)
            .mapToObj(i -> Samples.resource(Samples.ref("wide-" + i), now.revision()))
            .toList();
    return new Transaction(puts, List.of(), List.of(), Map.of(), Set.of(), List.of(filings));
  }

  /** All of them wait before the first is decided. */
  private void together(Runnable begins) throws Exception {
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
    begins.run();
    go.countDown();
    first.get(10, TimeUnit.SECONDS);
  }

  /** A long batch, which is about to be written. */
  private Waiting underway(Filing... filings) throws Exception {
    List<Waiting> one = new ArrayList<>();
    together(
        () -> {
          holds.set(true);
          one.add(writer.begin(s -> wide(s, filings)));
        });
    assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
    return one.get(0);
  }

  private static Thread thread(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitWaiting(Thread thread) {
    await()
        .until(
            () ->
                Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED)
                    .contains(thread.getState()));
  }

  private double waiting() {
    return writer.families().stream()
        .filter(f -> f.name().equals("hansa_writes_waiting"))
        .mapToDouble(f -> f.samples().get(0).value())
        .sum();
  }

  @Test
  void whoWasAnsweredNoLongerCounts() throws Exception {
    for (int round = 0; round < 5; round++) {
      List<Waiting> some = new ArrayList<>();
      together(
          () -> {
            for (int n = 0; n < WAITING / 3; n++) {
              some.add(writer.begin(WriterTest::wide));
            }
          });
      some.forEach(Waiting::await);
    }
    assertThat(writer.committed().revision()).isEqualTo(3 + 5 * (WAITING / 3));
  }

  @Test
  void whatIsUnderWayMayWriteTheResourceThatIsAskedFor() throws Exception {
    Waiting first = underway(Filing.put(Samples.resource(BOOK, 1), 0));
    CountDownLatch decided = new CountDownLatch(1);
    Waiting second =
        writer.begin(
            s -> {
              decided.countDown();
              return wide(s, Filing.put(Samples.resource(BOOK, 2), 0));
            });
    assertThat(decided.await(10, TimeUnit.SECONDS)).isTrue();
    awaitWaiting(thread("hansa-store-writer"));
    release.countDown();
    long revision = first.await().revision();
    assertThatThrownBy(second::await)
        .isInstanceOfSatisfying(
            Problem.class,
            p -> {
              assertThat(p.reason()).isEqualTo(Problem.Reason.PRECONDITION);
              assertThat(p.getMessage()).contains("is at revision " + revision + ", not 0");
            });
  }

  @Test
  void whoFailsToBeginLeavesWhatIsUnderWayItsConnection() throws Exception {
    Waiting first = underway();
    damaged.set(true);
    Waiting second = writer.begin(s -> Samples.put("second", 1));
    await().until(() -> !damaged.get());
    awaitWaiting(thread("hansa-store-writer"));
    release.countDown();
    assertThat(first.await().revision()).isEqualTo(4);
    assertThatThrownBy(second::await).hasMessageContaining("it is damaged");
    await().until(() -> writer.trouble().isEmpty());
    assertThat(writer.transact(s -> Samples.put("third", 1)).revision()).isEqualTo(5);
  }

  @Test
  void whatWaitsIsWrittenAfterWhatIsUnderWayThoughItIsClosed() throws Exception {
    Waiting first = underway();
    Waiting second = writer.begin(s -> Samples.put("second", 1));
    Thread closing = new Thread(writer::close, "closing");
    closing.start();
    awaitWaiting(closing);
    await().until(() -> waiting() == 0);
    awaitWaiting(thread("hansa-store-writer"));
    release.countDown();
    assertThat(first.await().revision()).isEqualTo(4);
    assertThat(second.await().revision()).isEqualTo(5);
    closing.join();
  }

  @Test
  void aLongLogBeginsAnewFromItsFront() throws Exception {
    long salt = WalFile.read(folder.resolve("hansa.db-wal")).salt();
    writer.transact(s -> Samples.put("b", 1));
    assertThat(WalFile.read(folder.resolve("hansa.db-wal")).salt()).isEqualTo(salt);
    longLog.set(true);
    writer.transact(s -> Samples.put("c", 1));
    writer.transact(s -> Samples.put("d", 1));
    assertThat(WalFile.read(folder.resolve("hansa.db-wal")).salt()).isNotEqualTo(salt);
  }
}
