package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That it reads what stood is a rule of the store's contract. */
class PastTest {

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  /** A database that answers only when it is let. */
  private Database slow() {
    return (Database)
        Proxy.newProxyInstance(
            Database.class.getClassLoader(),
            new Class<?>[] {Database.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("reader")) {
                begun.countDown();
                assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
                throw new SQLException("let go");
              }
              return "slow";
            });
  }

  @Test
  void whatIsYetToComeIsRefusedWithoutAWriter(@TempDir Path folder) throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try (SqliteStore store = SqliteStore.open(folder.resolve("state"), () -> Samples.NOON)) {
      long revision = store.snapshot().revision();
      Future<?> writer =
          pool.submit(
              () ->
                  store.transact(
                      state -> {
                        begun.countDown();
                        await(go);
                        return Transaction.NOTHING;
                      }));
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(() -> store.snapshotAt(revision + 1))
          .isInstanceOfSatisfying(
              Problem.class, e -> assertThat(e.reason()).isEqualTo(Problem.Reason.INVALID))
          .hasMessageContaining("the newest, " + revision);
      assertThat(writer.isDone()).isFalse();
      go.countDown();
      writer.get();
    } finally {
      go.countDown();
      pool.shutdown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).as("nobody waits for the writer").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void oneIsReadAtATimeAndWhoWaitsTooLongIsToldWhy() throws Exception {
    Past past = new Past(new Readers(slow()), Duration.ofMillis(20));
    PersistentSnapshot newest = PersistentSnapshot.empty(Samples.NOON).committed(9);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<?> first = pool.submit(() -> past.read(newest, 1));
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(() -> past.read(newest, 2))
          .isInstanceOfSatisfying(
              Problem.class, e -> assertThat(e.reason()).isEqualTo(Problem.Reason.UNAVAILABLE))
          .hasMessageContaining("one after the other");
      go.countDown();
      assertThatThrownBy(first::get).hasMessageContaining("let go");
      assertThatThrownBy(() -> past.read(newest, 2)).hasMessageContaining("let go");
    } finally {
      go.countDown();
      pool.shutdown();
    }
  }
}
