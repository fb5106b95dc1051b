package org.hansa.core.store;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.metrics.Histogram;
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
  private static final Waiting END = Waiting.of(snapshot -> Transaction.NOTHING);
  private static final Waiting LOOK = Waiting.of(snapshot -> Transaction.NOTHING);

  /** Rows after which a batch is committed though more wait. */
  private static final int ENOUGH = 2000;

  private final Database database;
  private final Feed feed;
  private final InstantSource clock;
  private final Limits limits;
  private final BlockingQueue<Waiting> queue;
  private final Runnable outrun;
  private final Retention retention;
  private final Histogram commits = new Histogram();
  private final Histogram flushes = new Histogram();
  private final LongAdder transactions = new LongAdder();
  private final LongAdder fenced = new LongAdder();
  private final Thread thread;
  private final Object entrance = new Object();

  /** Held while a batch is made, by the thread or by a caller for itself. */
  private final ReentrantLock turn = new ReentrantLock();

  /** Callers that have queued and were not answered yet: nobody overtakes them. */
  private final AtomicInteger queued = new AtomicInteger();

  private volatile PersistentSnapshot committed;
  private volatile Optional<String> trouble = Optional.empty();
  private volatile boolean closed;

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
    this.limits = limits;
    this.committed = committed;
    this.retention = retention;
    this.outrun = outrun;
    this.queue = new ArrayBlockingQueue<>(limits.waiting() + 2); // and to look, and to end
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

  /** How long commits of batches took, until they were durable. */
  Histogram commits() {
    return commits;
  }

  /** How long the last part of these took, the flush. */
  Histogram flushes() {
    return flushes;
  }

  long transactions() {
    return transactions.sum();
  }

  /** Refused because another node holds their partition by now. */
  long fenced() {
    return fenced.sum();
  }

  int waiting() {
    return queue.size();
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
      queue(waiting);
    }
    return waiting;
  }

  /** Does it at once if nobody writes and nobody waits. */
  private boolean isAlone(Waiting waiting) {
    if (queued.get() > 0 || !turn.tryLock()) {
      return false;
    }
    try {
      if (queued.get() > 0 || closed || trouble.isPresent()) {
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

  private void queue(Waiting waiting) {
    synchronized (entrance) {
      if (closed) {
        throw new Problem(
            Problem.Reason.UNAVAILABLE, "the store is shut down", "Try again when it is back.");
      }
      if (queued.incrementAndGet() > limits.waiting() || !queue.offer(waiting)) {
        queued.decrementAndGet();
        throw new Problem(
            Problem.Reason.EXHAUSTED,
            "more than " + limits.waiting() + " writes wait for the store",
            "Try again in a moment.");
      }
    }
  }

  /** Another process may have committed; returns at once. */
  void look() {
    // When it is full the writer is about to learn of it anyway.
    var unused = queue.offer(LOOK);
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
    while (!ended) {
      Optional<Waiting> first = first();
      List<Waiting> taken = new ArrayList<>();
      turn.lock();
      try {
        attempt(taken, () -> round(first, taken));
      } finally {
        turn.unlock();
        queued.addAndGet(-taken.size());
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
   * One batch. In trouble it comes back without work, to try the disk.
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
      next.filter(w -> !w.equals(LOOK)).ifPresent(w -> batch.decide(w, clock.instant()));
      next = batch.size() < ENOUGH ? Optional.ofNullable(queue.poll()) : Optional.empty();
      take(next, taken);
    }
    settle(target, batch);
  }

  /** False if it is the end. */
  private boolean take(Optional<Waiting> next, List<Waiting> taken) {
    ended |= next.filter(END::equals).isPresent();
    next.filter(w -> !ended && !w.equals(LOOK)).ifPresent(taken::add);
    return !ended;
  }

  private Optional<Waiting> first() {
    try {
      return trouble.isPresent()
          ? Optional.ofNullable(queue.poll(1, TimeUnit.SECONDS))
          : Optional.of(queue.take());
    } catch (InterruptedException e) {
      // Nobody has this thread to interrupt it; what waits is still answered.
      return Optional.empty();
    }
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
    fenced.add(batch.fenced());
    if (batch.isEmpty() && trouble.isEmpty()) {
      target.abandon();
      batch.succeed();
      return;
    }
    long upTo = retention.surplus();
    long compacted = upTo < 0 ? upTo : feed.forget(upTo);
    long began = System.nanoTime();
    target.commit(batch, committed.revision(), compacted);
    commits.record(System.nanoTime() - began);
    flushes.record(target.flush());
    transactions.add(batch.prepared().size());
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
