package org.hansa.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for commits of other nodes, and has this one look. It looks every second too: a notice
 * may be lost with its connection.
 */
final class CommitNotices implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommitNotices.class);
  private static final int PATIENCE_MILLIS = 1000;

  private final PostgresDatabase database;
  private final Runnable look;
  private final Thread thread = new Thread(this::listen, "hansa-store-notices");
  private volatile Optional<Connection> listening = Optional.empty();
  private volatile boolean closed;

  CommitNotices(PostgresDatabase database, Runnable look) {
    this.database = database;
    this.look = look;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void listen() {
    boolean failing = false;
    while (!closed) {
      try (Connection connection = database.writer();
          Statement statement = connection.createStatement()) {
        listening = Optional.of(connection);
        statement.execute("LISTEN " + PostgresTables.CHANNEL);
        PGConnection notices = connection.unwrap(PGConnection.class);
        failing = false;
        while (!closed) {
          notices.getNotifications(PATIENCE_MILLIS);
          look.run();
        }
      } catch (SQLException | RuntimeException | Error e) {
        // Whatever it is: without this thread this node would not hear of others any more.
        if (!failing && !closed) {
          LOG.warn("Commits of other nodes are not heard of", e);
        }
        failing = true;
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      LOG.debug("It is to end", e);
    }
    look.run();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    listening.ifPresent(CommitNotices::cut);
    Uninterrupted.run(() -> thread.join(10_000));
  }

  /** Else it would be waited for. */
  private static void cut(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("It is closed already", e);
    }
  }
}
