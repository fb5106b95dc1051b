package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets statements on one connection take as long as they need while the server lives. That is asked
 * on other connections, for the first says nothing until its statement ends; if the server does not
 * answer there either, or does not know the first any more, the first is cut. It ends by itself
 * when the connection is closed.
 */
final class Patience implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

  /** Questions without an answer after which the server counts as gone. */
  private static final int SILENCES = 3;

  private final Connection connection;
  private final int process;
  private final Duration pause;
  private final Line line;

  /** Makes a connection on which an answer is waited for a bounded time. */
  @FunctionalInterface
  interface Line {
    Connection open() throws SQLException;
  }

  private Patience(Connection connection, Duration pause, Line line) throws SQLException {
    this.connection = connection;
    this.process = connection.unwrap(PGConnection.class).getBackendPID();
    this.pause = pause;
    this.line = line;
  }

  /**
   * @param pause between two questions
   */
  static void with(Connection connection, Duration pause, Line line) throws SQLException {
    Thread thread = new Thread(new Patience(connection, pause, line), "hansa-store-patience");
    thread.setDaemon(true);
    connection.setNetworkTimeout(Runnable::run, 0);
    thread.start();
  }

  @Override
  public void run() {
    try {
      int silences = 0;
      while (silences < SILENCES) {
        Thread.sleep(pause.toMillis());
        if (connection.isClosed()) {
          return;
        }
        silences = isAlive() ? 0 : silences + 1;
      }
      LOG.warn("PostgreSQL does not answer any more; a long statement is given up");
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.warn("A connection that is given up did not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAlive() {
    try (Connection other = line.open();
        PreparedStatement select =
            other.prepareStatement("SELECT 1 FROM pg_stat_activity WHERE pid = ?")) {
      select.setInt(1, process);
      try (ResultSet found = select.executeQuery()) {
        return found.next();
      }
    } catch (SQLException e) {
      LOG.debug("PostgreSQL was asked whether it works on", e);
      // A server that refuses, because it has no place for one more, lives.
      return !String.valueOf(e.getSQLState()).startsWith("08");
    }
  }
}
