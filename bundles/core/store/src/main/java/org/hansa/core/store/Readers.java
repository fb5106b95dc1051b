package org.hansa.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few connections for reading, lent one query at a time: a long reader would hold up the log. */
final class Readers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
  private static final int CONNECTIONS = 4;
  private static final int PATIENCE_SECONDS = 10;

  private final Database database;
  private final Semaphore permits = new Semaphore(CONNECTIONS, true);
  private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /** One query. */
  @FunctionalInterface
  interface Query<T> {
    T on(Connection connection) throws SQLException;
  }

  Readers(Database database) {
    this.database = database;
  }

  Database database() {
    return database;
  }

  /**
   * @throws Problem EXHAUSTED if all are in use for long; UNAVAILABLE if the disk refuses
   */
  <T> T read(Query<T> query) {
    acquire();
    try {
      if (closed) {
        throw new Problem(
            Problem.Reason.UNAVAILABLE, "the store is shut down", "Try again when it is back.");
      }
      return lend(query);
    } catch (SQLException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the store cannot read from " + database.name() + ": " + e.getMessage(),
          database.failed(e),
          List.of(),
          e);
    } finally {
      permits.release();
    }
  }

  private <T> T lend(Query<T> query) throws SQLException {
    Connection pooled = idle.poll();
    if (pooled != null) {
      try {
        return lend(query, pooled);
      } catch (SQLException e) {
        LOG.debug("A connection that was kept is of no use any more", e);
      }
    }
    return lend(query, database.reader());
  }

  private <T> T lend(Query<T> query, Connection connection) throws SQLException {
    boolean well = false;
    try {
      T answer = query.on(connection);
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      well = true;
      return answer;
    } finally {
      if (well) {
        idle.add(connection);
      } else {
        connection.close();
      }
    }
  }

  private void acquire() {
    try {
      if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new Problem(
            Problem.Reason.EXHAUSTED,
            "all " + CONNECTIONS + " readers of the store are in use",
            "Try again in a moment.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(
          Problem.Reason.UNAVAILABLE, "the read was interrupted", "Try again.", List.of(), e);
    }
  }

  /** Lets queries in progress end. */
  @Override
  public void close() {
    closed = true;
    Uninterrupted.run(() -> permits.acquire(CONNECTIONS));
    permits.release(CONNECTIONS);
    for (Connection each = idle.poll(); each != null; each = idle.poll()) {
      try {
        each.close();
      } catch (SQLException e) {
        LOG.warn("A reader of {} did not close", database.name(), e);
      }
    }
  }
}
