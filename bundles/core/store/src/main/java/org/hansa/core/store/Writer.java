package org.hansa.core.store;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that writes, a batch at a time. A thread takes what waits, decides one after the
 * other, commits all of it at once, and only then shows the new state and answers: so many callers
 * share one flush of the disk. A caller that finds nobody there does the same for itself, for to
 * wake another thread and be woken by it takes as long as the flush.
 */
final class Writer implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  /**
   * Rows after which a batch is committed though more wait: those of the next are made ready while
   * it is written. Long batches left a processor idle, short ones flush too often.
   */
  private static final int ENOUGH = 600;

  private final Database database;
  private final Feed feed;
  private final InstantSource clock;
  private final Waitlist waitlist;
  private final Runnable outrun;
  private final Retention retention;
  private final WriterFigures figures = new WriterFigures();
  private final Thread thread;

  /** Held while a batch is made, by the thread or by a caller for itself. */
  private final ReentrantLock turn = new ReentrantLock();

  private volatile PersistentSnapshot committed;
  private volatile Optional<String> trouble = Optional.empty();

  /** Of the thread alone. */
  private boolean ended;

  /** Of whose turn it is: absent at the start and after a failure. */
  private Optional<Tables> tables = Optional.empty();

  /**
   * @param outrun called when this process must read all of the state again; it must not wait
   */
  Writer(
      Database database,
      Feed feed,
      InstantSource clock,
      Limits limits,
      PersistentSnapshot committed,
      Retention retention,
      Runnable outrun) {
    this.database = database;
    this.feed = feed;
    this.clock = clock;
    this.committed = committed;
    this.retention = retention;
    this.outrun = outrun;
    this.waitlist = new Waitlist(limits.waiting());
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

  List<Family> families() {
    return figures.families(waitlist.size());
  }

  PersistentSnapshot transact(Function<Snapshot, Transaction> decide) {
    return begin(decide).await();
  }

  /**
   * As {@link #transact}, but may return before it is committed.
   *
   * @throws Problem UNAVAILABLE or EXHAUSTED if it is not taken
   */
  Waiting begin(Function<Snapshot, Transaction> decide) {
    if (turn.isHeldByCurrentThread()) {
      throw new IllegalStateException("a decision must not write: it is free of effects");
    }
    Waiting waiting = Waiting.of(decide);
    if (!isAlone(waiting)) {
      waitlist.add(waiting);
    }
    return waiting;
  }

  /** Does it at once if nobody writes and nobody waits. */
  private boolean isAlone(Waiting waiting) {
    if (!waitlist.isFree() || !turn.tryLock()) {
      return false;
    }
    try {
      if (!waitlist.isFree() || trouble.isPresent()) {
        return false;
      }
      List<Waiting> taken = new ArrayList<>(List.of(waiting));
      attempt(taken, () -> alone(waiting));
      if (trouble.isPresent()) {
        look(); // it is the thread that tries the disk again
      }
      return true;
    } finally {
      turn.unlock();
    }
  }

  private void alone(Waiting waiting) throws SQLException {
    Tables target = begun(true);
    Batch batch = new Batch(committed, target::check, target::filed);
    batch.decide(waiting, clock.instant());
    settle(target, batch);
  }

  /** Another process may have committed; returns at once. */
  void look() {
    waitlist.look();
  }

  /** Writes what waits, then ends; later callers are refused. */
  void close() {
    if (waitlist.close()) {
      Uninterrupted.run(thread::join);
    }
  }

  @Override
  public void run() {
    while (!ended) {
      // In trouble it comes back without work, to try the disk.
      Optional<Waiting> first = trouble.isPresent() ? waitlist.awaitBriefly() : waitlist.await();
      List<Waiting> taken = new ArrayList<>();
      turn.lock();
      try {
        attempt(taken, () -> round(first, taken));
      } finally {
        turn.unlock();
        waitlist.answered(taken.size());
      }
    }
    turn.lock();
    try {
      discard();
    } finally {
      turn.unlock();
    }
  }

  private interface Round {
    void run() throws SQLException;
  }

  private void attempt(List<Waiting> taken, Round round) {
    try {
      round.run();
    } catch (SQLException e) {
      fail(taken, e);
    } catch (RuntimeException | Error e) {
      LOG.error("The store's writer met what it does not know; the batch is refused", e);
      fail(taken, e);
    }
  }

  /**
   * One batch.
   *
   * @param taken gets those who wait for it
   */
  private void round(Optional<Waiting> first, List<Waiting> taken) throws SQLException {
    if (!take(first, taken)) {
      return;
    }
    boolean writes = !taken.isEmpty() || trouble.isPresent();
    Tables target = begun(writes);
    Batch batch = new Batch(committed, target::check, target::filed);
    Optional<Waiting> next = writes ? first : Optional.empty();
    while (next.isPresent() && !ended) {
      next.filter(Waitlist::isCaller).ifPresent(w -> batch.decide(w, clock.instant()));
      next = batch.size() < ENOUGH ? waitlist.poll() : Optional.empty();
      take(next, taken);
    }
    settle(target, batch);
  }

  /** False if it is the end. */
  private boolean take(Optional<Waiting> next, List<Waiting> taken) {
    ended |= next.filter(Waitlist::isEnd).isPresent();
    next.filter(Waitlist::isCaller).ifPresent(taken::add);
    return !ended;
  }

  /** A connection that was kept may have been cut meanwhile: nobody is refused for that. */
  private Tables begun(boolean writes) throws SQLException {
    Optional<String> damage = database.damage();
    if (damage.isPresent()) {
      throw new SQLException("it is damaged");
    }
    boolean kept = tables.isPresent();
    try {
      return begin(opened(), writes);
    } catch (SQLException e) {
      if (!kept || e instanceof Outrun) {
        throw e;
      }
      discard();
      return begin(opened(), writes);
    }
  }

  private Tables begin(Tables target, boolean writes) throws SQLException {
    target.begin(committed.revision(), writes, this::learn);
    return target;
  }

  private void learn(Tables.News news) {
    PersistentSnapshot known = committed;
    for (Commit commit : news.commits()) {
      known = known.with(commit);
      retention.add(commit.revision(), commit.changes().size());
    }
    retention.dropped(news.compacted());
    publish(news.commits(), known.committed(news.revision()), news.compacted());
  }

  private void publish(List<Commit> commits, PersistentSnapshot head, long compacted) {
    feed.publish(commits, head.revision(), compacted, () -> committed = head);
  }

  private void settle(Tables target, Batch batch) throws SQLException {
    figures.fenced(batch.fenced());
    if (batch.isEmpty() && trouble.isEmpty()) {
      target.abandon();
      batch.succeed();
      return;
    }
    long upTo = retention.surplus();
    long compacted = upTo < 0 ? upTo : feed.forget(upTo);
    long began = System.nanoTime();
    target.commit(batch, committed.revision(), compacted);
    figures.committed(batch.prepared().size(), System.nanoTime() - began, target.flush());
    batch.prepared().forEach(p -> retention.add(p.after().revision(), p.rows().size()));
    retention.dropped(compacted);
    publish(batch.commits(), batch.head(), compacted);
    recovered();
    batch.succeed();
    target.tidy();
  }

  private Tables opened() throws SQLException {
    if (tables.isEmpty()) {
      tables = Optional.of(database.tables());
    }
    return tables.get();
  }

  /** What a driver says of a batch holds what was to be written, which is not for everybody. */
  private static Throwable plain(Throwable failure) {
    return failure instanceof BatchUpdateException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private void fail(List<Waiting> callers, Throwable failure) {
    Throwable cause = plain(failure);
    discard();
    String message = "the store cannot write to " + database.name() + ": " + cause.getMessage();
    String cure = database.failed(cause);
    if (trouble.isEmpty() && database.damage().isEmpty()) {
      LOG.error("The store cannot write to {}", database.name(), cause);
    }
    trouble = Optional.of(message + ". " + cure);
    String outcome =
        cause instanceof InDoubt
            ? "It may have been written: look before you repeat it. "
            : "Nothing was written. ";
    Problem refusal =
        new Problem(Problem.Reason.UNAVAILABLE, message, outcome + cure, List.of(), cause);
    callers.forEach(caller -> caller.result().completeExceptionally(refusal));
    if (cause instanceof Outrun) {
      outrun.run();
    }
  }

  private void recovered() {
    if (trouble.isPresent()) {
      trouble = Optional.empty();
      LOG.info("The store writes to {} again", database.name());
    }
  }

  private void discard() {
    try {
      if (tables.isPresent()) {
        tables.get().close();
      }
    } catch (SQLException e) {
      LOG.warn("The database {} did not close", database.name(), e);
    }
    tables = Optional.empty();
  }
}
