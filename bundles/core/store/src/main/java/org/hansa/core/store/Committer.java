package org.hansa.core.store;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Problem;
import org.hansa.core.api.metrics.Family;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits batches, one at a time, and shows what they leave; after a failure it opens the database
 * anew. Who calls it takes turns; what it tells of itself can be read by any thread.
 */
final class Committer {

  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

  /** Made in time: when these are needed there may be no memory. */
  private final Problem unknown =
      new Problem(
          Problem.Reason.UNAVAILABLE,
          "the store's writer met what it does not know",
          "It may have been written: look before you repeat it, and see the log.");

  private final Problem untried =
      new Problem(
          Problem.Reason.UNAVAILABLE, unknown.getMessage(), "Nothing was written. See the log.");

  private final Database database;
  private final Audience audience;
  private final Runnable outrun;
  private final Retention retention;
  private final WriterFigures figures = new WriterFigures();

  private volatile PersistentSnapshot committed;

  /** The revision of a batch that may have been committed, and was not shown; 0 if none is. */
  private volatile long undecided;

  private volatile Optional<String> trouble = Optional.empty();

  /** Absent at the start and after a failure. */
  private volatile Optional<Tables> tables = Optional.empty();

  /**
   * @param outrun called when this process must read all of the state again; it must not wait
   */
  Committer(
      Database database,
      Audience audience,
      PersistentSnapshot committed,
      Retention retention,
      Runnable outrun) {
    this.database = database;
    this.audience = audience;
    this.committed = committed;
    this.retention = retention;
    this.outrun = outrun;
  }

  PersistentSnapshot committed() {
    return committed;
  }

  Optional<String> trouble() {
    return trouble;
  }

  /**
   * @param waiting transactions that wait for the writer
   */
  List<Family> families(int waiting) {
    return figures.families(waiting);
  }

  /** As {@link Database#isOurs}. */
  boolean isOurs() {
    return database.isOurs();
  }

  /** A connection that was kept may have been cut meanwhile: nobody is refused for that. */
  Tables begun(boolean writes) throws SQLException {
    Optional<String> damage = database.damage();
    if (damage.isPresent()) {
      throw new SQLException("it is damaged");
    }
    boolean kept = tables.isPresent();
    try {
      return begin(opened(), writes);
    } catch (SQLException e) {
      if (!kept || e instanceof Outrun || e instanceof Outgrown) {
        throw e;
      }
      discard();
      return begin(opened(), writes);
    }
  }

  private Tables begin(Tables target, boolean writes) throws SQLException {
    settle(target);
    target.begin(committed.revision(), writes, this::learn);
    return target;
  }

  /** What was in doubt is known to the database; what a stranger wrote is not taken for it. */
  private void settle(Tables target) throws SQLException {
    if (undecided > 0) {
      long there = target.revision();
      if (there <= undecided) {
        target.learn(committed.revision(), there, this::learn);
      }
      undecided = 0;
    }
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
    audience.publish(commits, head.revision(), compacted, () -> committed = head);
  }

  /** Part of a commit. */
  interface Step {
    void run() throws SQLException;
  }

  /**
   * Whatever happens, its callers are answered, and it does not throw.
   *
   * @return if it failed, what they are told who were decided on it
   */
  Optional<Problem> attempt(List<Waiting> callers, Step step) {
    try {
      step.run();
      return Optional.empty();
    } catch (SQLException | RuntimeException | Error e) {
      return Optional.of(failed(callers, e));
    }
  }

  /** What to say of a failure may fail too: then that is said. */
  private Problem failed(List<Waiting> callers, Throwable failure) {
    try {
      return fail(callers, failure);
    } catch (RuntimeException | Error e) {
      tables = Optional.empty();
      trouble = Optional.of(unknown.line());
      callers.forEach(caller -> caller.result().completeExceptionally(unknown));
      LOG.error("The store's writer met what it does not know, and then {}", e, failure);
      return untried;
    }
  }

  /** Writes it, shows what it leaves, and tells its callers. */
  void commit(Tables target, Batch batch) throws SQLException {
    figures.fenced(batch.fenced());
    if (batch.isEmpty() && trouble.isEmpty()) {
      target.abandon();
      batch.succeed();
      return;
    }
    long upTo = retention.surplus();
    long compacted = upTo < 0 ? upTo : audience.forget(upTo);
    try {
      long began = System.nanoTime();
      target.commit(batch, compacted);
      figures.committed(batch.prepared().size(), System.nanoTime() - began, target.flush());
      show(batch, compacted);
    } catch (InDoubt e) {
      undecided = batch.head().revision();
      throw e;
    }
    target.tidy();
  }

  /**
   * @throws InDoubt if it fails: none of its callers may be told that nothing was written
   */
  private void show(Batch batch, long compacted) throws InDoubt {
    try {
      tell(batch, compacted);
    } catch (RuntimeException | Error e) {
      throw new InDoubt(e);
    }
  }

  private void tell(Batch batch, long compacted) {
    batch.prepared().forEach(p -> retention.add(p.after().revision(), p.rows().size()));
    retention.dropped(compacted);
    publish(batch.commits(), batch.head(), compacted);
    recovered();
    batch.succeed();
  }

  private Tables opened() throws SQLException {
    Optional<Tables> open = tables;
    if (open.isEmpty()) {
      open = Optional.of(database.tables());
      tables = open;
    }
    return open.get();
  }

  /** What a driver says of a batch holds what was to be written, which is not for everybody. */
  private static Throwable plain(Throwable failure) {
    return failure instanceof BatchUpdateException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** Returns what is true of all that has not been tried. */
  private Problem fail(List<Waiting> callers, Throwable failure) {
    discard();
    if (!(failure instanceof SQLException)) {
      LOG.error("The store's writer met what it does not know; the batch is refused", failure);
    }
    Throwable cause = plain(failure);
    String message = "the store cannot write to " + database.name() + ": " + cause.getMessage();
    String cure = database.failed(cause);
    if (trouble.isEmpty() && database.damage().isEmpty()) {
      LOG.error("The store cannot write to {}", database.name(), cause);
    }
    trouble = Optional.of(message + ". " + cure);
    Problem unwritten = refusal(message, "Nothing was written. " + cure, cause);
    Problem refusal =
        cause instanceof InDoubt
            ? refusal(
                message, "It may have been written: look before you repeat it. " + cure, cause)
            : unwritten;
    callers.forEach(caller -> caller.result().completeExceptionally(refusal));
    if (cause instanceof Outrun || cause instanceof Outgrown) {
      outrun.run();
    }
    return unwritten;
  }

  private static Problem refusal(String message, String cure, Throwable cause) {
    return new Problem(Problem.Reason.UNAVAILABLE, message, cure, List.of(), cause);
  }

  private void recovered() {
    if (trouble.isPresent()) {
      trouble = Optional.empty();
      LOG.info("The store writes to {} again", database.name());
    }
  }

  /** Closes what is open. */
  void discard() {
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
