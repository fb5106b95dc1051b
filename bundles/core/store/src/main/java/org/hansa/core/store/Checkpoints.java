package org.hansa.core.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the database's log into the database, ten times a second and beside the writer: left to the
 * writer, the log either grows or stalls a commit for tens of milliseconds.
 */
final class Checkpoints implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final int PERIOD_MILLIS = 100;

  private final SqliteDatabase database;
  private final LongSupplier revision;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Checkpoints::thread);
  private Optional<Connection> connection = Optional.empty();
  private long done;
  private boolean failing;

  Checkpoints(SqliteDatabase database, LongSupplier revision) {
    this.database = database;
    this.revision = revision;
    this.done = revision.getAsLong();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "hansa-store-checkpoint");
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    ScheduledFuture<?> unused =
        clock.scheduleWithFixedDelay(
            this::pass, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A task that throws is never run again, so nothing may escape from here. */
  private void pass() {
    long now = revision.getAsLong();
    if (now == done) {
      return;
    }
    try {
      if (connection.isEmpty()) {
        connection = Optional.of(database.checkpointer());
      }
      try (Statement statement = connection.get().createStatement();
          ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
        database.log(row.next() ? row.getInt(2) : 0);
      }
      done = now;
      failing = false;
    } catch (SQLException e) {
      failed(e);
      String unused = database.failed(e);
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  private void failed(Throwable why) {
    discard();
    if (!failing) {
      LOG.warn("The database {} cannot be checkpointed; its log grows", database.name(), why);
    }
    failing = true;
  }

  private void discard() {
    try {
      if (connection.isPresent()) {
        connection.get().close();
      }
    } catch (SQLException e) {
      LOG.debug("A connection to {} did not close", database.name(), e);
    }
    connection = Optional.empty();
  }

  @Override
  public void close() {
    clock.shutdown();
    Uninterrupted.run(
        () -> {
          if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
            LOG.warn("A checkpoint of {} does not end", database.name());
          }
        });
    discard();
  }
}
