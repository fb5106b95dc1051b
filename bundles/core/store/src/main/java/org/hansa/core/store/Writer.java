package org.hansa.core.store;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.store.Transaction;

/**
 * The one place that writes, a batch at a time. A thread takes what waits, decides one after the
 * other, commits all of it at once, and only then shows the new state and answers: so many callers
 * share one flush of the disk. While one batch is committed the next is decided on what it leaves.
 * A caller that finds nobody there does the same for itself, for to wake another thread and be
 * woken by it takes as long as the flush.
 */
final class Writer implements Runnable {

  /**
   * Rows after which a batch is committed though more wait: those of the next are made ready while
   * it is written. Long batches left a processor idle, short ones flush too often.
   */
  private static final int ENOUGH = 400;

  private final Committer committer;
  private final InstantSource clock;
  private final Waitlist waitlist;
  private final Thread thread;

  /** Held while a batch is decided, by the thread or by a caller for itself. */
  private final ReentrantLock turn = new ReentrantLock();

  /** Of the thread alone. */
  private final Beside beside = new Beside();

  private boolean ended;

  Writer(Committer committer, InstantSource clock, Limits limits) {
    this.committer = committer;
    this.clock = clock;
    this.waitlist = new Waitlist(limits.waiting());
    this.thread = new Thread(this, "hansa-store-writer");
    // Nothing that was acknowledged is lost if the process ends without closing.
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  PersistentSnapshot committed() {
    return committer.committed();
  }

  Optional<String> trouble() {
    return committer.trouble();
  }

  List<Family> families() {
    return committer.families(waitlist.size());
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
    if (turn.isHeldByCurrentThread() || beside.isCurrentThread()) {
      throw new IllegalStateException(
          "a decision, and who is told of a commit by the thread that made it, must not write");
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
      if (!waitlist.isFree() || trouble().isPresent()) {
        return false;
      }
      List<Waiting> taken = new ArrayList<>(List.of(waiting));
      Optional<Problem> failed = committer.attempt(taken, () -> alone(waiting));
      if (failed.isPresent()) {
        look(); // it is the thread that tries the disk again
      }
      return true;
    } finally {
      turn.unlock();
    }
  }

  private void alone(Waiting waiting) throws SQLException {
    Tables target = committer.begun(true);
    Batch batch = new Batch(committed(), target::check, target::filed);
    batch.decide(waiting, clock.instant());
    committer.commit(target, batch);
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
      Optional<Waiting> first = trouble().isPresent() ? waitlist.awaitBriefly() : waitlist.await();
      List<Waiting> taken = new ArrayList<>();
      turn.lock();
      try {
        Optional<Problem> unused = committer.attempt(taken, () -> round(first, taken));
      } finally {
        turn.unlock();
        waitlist.answered(taken.size());
      }
    }
    beside.close();
    turn.lock();
    try {
      committer.discard();
    } finally {
      turn.unlock();
    }
  }

  /** A failure closes what is open: not while what is under way is written to it. */
  private void round(Optional<Waiting> first, List<Waiting> taken) throws SQLException {
    try {
      decide(first, taken);
    } catch (SQLException | RuntimeException | Error e) {
      Optional<Problem> unused = beside.outcome();
      throw e;
    }
  }

  /**
   * One batch.
   *
   * @param taken gets those who wait for it, unless it is committed beside
   */
  private void decide(Optional<Waiting> first, List<Waiting> taken) throws SQLException {
    if (!take(first, taken)) {
      return;
    }
    boolean writes = !taken.isEmpty() || trouble().isPresent();
    if (!writes && committer.isOurs()) {
      return; // nobody else commits, and what is under way is not to be waited for
    }
    Optional<PersistentSnapshot> ahead = beside.head();
    Tables target = committer.begun(writes);
    Batch batch =
        new Batch(ahead.orElseGet(this::committed), target::check, ref -> filed(target, ref));
    Optional<Waiting> next = writes ? first : Optional.empty();
    while (next.isPresent() && !ended) {
      next.filter(Waitlist::isCaller).ifPresent(w -> batch.decide(w, clock.instant()));
      next = following(batch);
      take(next, taken);
    }
    hand(target, batch, taken);
  }

  /** What is under way may write it. */
  private long filed(Tables target, Ref ref) {
    beside
        .outcome()
        .ifPresent(
            refused -> {
              throw refused;
            });
    return target.filed(ref);
  }

  /** Who else is decided with the batch: whoever comes as long as another is under way. */
  private Optional<Waiting> following(Batch batch) {
    if (batch.size() >= ENOUGH) {
      return Optional.empty();
    }
    Optional<Waiting> next = waitlist.poll();
    while (next.isEmpty() && beside.isBusy()) {
      next = waitlist.await();
    }
    return next;
  }

  /** False if it is the end. */
  private boolean take(Optional<Waiting> next, List<Waiting> taken) {
    ended |= next.filter(Waitlist::isEnd).isPresent();
    next.filter(Waitlist::isCaller).ifPresent(taken::add);
    return !ended;
  }

  /** Commits it: beside, if there is more to decide meanwhile. */
  private void hand(Tables target, Batch batch, List<Waiting> taken) throws SQLException {
    if (committer.isOurs() && batch.size() >= ENOUGH && trouble().isEmpty()) {
      List<Waiting> callers = List.copyOf(taken);
      beside.start(
          batch.head(),
          refused -> commit(target, batch, callers, refused),
          () -> {
            waitlist.answered(callers.size());
            waitlist.look();
          });
      taken.clear(); // not before: who is not carried is still to be answered here
      return;
    }
    Optional<Problem> refused = beside.outcome();
    if (refused.isPresent()) {
      refuse(taken, refused.get());
    } else {
      committer.commit(target, batch);
    }
  }

  private Optional<Problem> commit(
      Tables target, Batch batch, List<Waiting> callers, Optional<Problem> refused) {
    if (refused.isPresent()) {
      refuse(callers, refused.get());
      return refused;
    }
    return committer.attempt(callers, () -> committer.commit(target, batch));
  }

  private static void refuse(List<Waiting> callers, Problem why) {
    callers.forEach(caller -> caller.result().completeExceptionally(why));
  }
}
