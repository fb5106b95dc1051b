package org.hansa.core.store;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes what waits, decides one after the other, commits all of it
 * at once, and only then shows the new state and answers: many callers share one flush of the disk,
 * and a lone caller waits for nobody.
 */
final class Writer implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final Waiting END = Waiting.of(snapshot -> Transaction.NOTHING);

  /** Rows after which a batch is committed though more wait. */
  private static final int ENOUGH = 2000;

  private static final int SLICE = 500;
  private static final long LONG_LOG = 64L << 20;

  private final Database database;
  private final Feed feed;
  private final InstantSource clock;
  private final Limits limits;
  private final BlockingQueue<Waiting> queue;
  private final Thread thread;
  private final Object entrance = new Object();
  private volatile PersistentSnapshot committed;
  private volatile Optional<String> trouble = Optional.empty();
  private boolean closed;

  /** Of the thread alone: absent at the start and after a failure. */
  private Optional<Tables> tables = Optional.empty();

  private long tolerated = LONG_LOG;

  Writer(
      Database database,
      Feed feed,
      InstantSource clock,
      Limits limits,
      PersistentSnapshot committed) {
    this.database = database;
    this.feed = feed;
    this.clock = clock;
    this.limits = limits;
    this.committed = committed;
    this.queue = new ArrayBlockingQueue<>(limits.waiting());
    this.thread = new Thread(this, "hansa-store-writer");
    // Nothing that was acknowledged is lost if the process ends without closing.
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  PersistentSnapshot committed() {
    return committed;
  }

  Optional<String> trouble() {
    return trouble;
  }

  PersistentSnapshot transact(Function<Snapshot, Transaction> decide) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("a decision must not write: it is free of effects");
    }
    Waiting waiting = Waiting.of(decide);
    synchronized (entrance) {
      if (closed) {
        throw new Problem(
            Problem.Reason.UNAVAILABLE, "the store is shut down", "Try again when it is back.");
      }
      if (!queue.offer(waiting)) {
        throw new Problem(
            Problem.Reason.EXHAUSTED,
            "more than " + limits.waiting() + " writes wait for the store",
            "Try again in a moment.");
      }
    }
    return waiting.await();
  }

  /** Writes what waits, then ends; later callers are refused. */
  void close() {
    synchronized (entrance) {
      if (closed) {
        return;
      }
      closed = true;
    }
    Uninterrupted.run(() -> queue.put(END));
    Uninterrupted.run(thread::join);
  }

  @Override
  public void run() {
    boolean open = true;
    while (open) {
      Batch batch = new Batch(committed);
      open = gather(batch);
      try {
        settle(batch);
      } catch (SQLException e) {
        fail(batch, e);
      } catch (RuntimeException | Error e) {
        LOG.error("The store's writer met what it does not know; the batch is refused", e);
        fail(batch, e);
      }
    }
    discard();
  }

  /** False once the end was reached. In trouble it comes back without work, to try the disk. */
  private boolean gather(Batch batch) {
    try {
      Waiting next = trouble.isPresent() ? queue.poll(1, TimeUnit.SECONDS) : queue.take();
      while (next != null && !next.equals(END)) {
        batch.decide(next, clock.instant());
        next = batch.size() < ENOUGH ? queue.poll() : null;
      }
      return !END.equals(next);
    } catch (InterruptedException e) {
      // Nobody has this thread to interrupt it; what waits is still answered.
      return true;
    }
  }

  private void settle(Batch batch) throws SQLException {
    if (!batch.isEmpty() || trouble.isPresent()) {
      Tables target = opened();
      long compacted = surplus(target);
      target.commit(batch, committed.revision(), compacted);
      committed = batch.head();
      feed.publish(batch.commits(), committed.revision());
      recovered();
      batch.succeed();
      shorten(target);
    } else {
      batch.succeed();
    }
  }

  private Tables opened() throws SQLException {
    if (tables.isEmpty()) {
      tables = Optional.of(new Tables(database.writer()));
    }
    return tables.get();
  }

  private long surplus(Tables target) throws SQLException {
    int slice = Math.max(1, Math.min(SLICE, limits.retained() / 10));
    long upTo = target.surplus(limits.retained(), slice);
    return upTo < 0 ? upTo : feed.forget(upTo);
  }

  /** A log that passive checkpoints did not keep short, because somebody always read or wrote. */
  private void shorten(Tables target) throws SQLException {
    long length = database.log().toFile().length();
    if (length > tolerated) {
      target.truncateLog(limits.busy());
      length = database.log().toFile().length();
      tolerated = Math.max(LONG_LOG, length + LONG_LOG / 4);
    }
  }

  private void fail(Batch batch, Throwable cause) {
    discard();
    String message = "the store cannot write: " + cause.getMessage();
    if (trouble.isEmpty()) {
      LOG.error("The store cannot write to {}", database.file(), cause);
    }
    trouble = Optional.of(message);
    batch.fail(
        new Problem(
            Problem.Reason.UNAVAILABLE,
            message,
            "Nothing was written. Check the disk that holds " + database.file() + ".",
            List.of(),
            cause));
  }

  private void recovered() {
    if (trouble.isPresent()) {
      trouble = Optional.empty();
      LOG.info("The store writes to {} again", database.file());
    }
  }

  private void discard() {
    try {
      if (tables.isPresent()) {
        tables.get().close();
      }
    } catch (SQLException e) {
      LOG.warn("The database {} did not close", database.file(), e);
    }
    tables = Optional.empty();
  }
}
