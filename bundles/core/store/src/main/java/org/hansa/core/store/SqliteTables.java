package org.hansa.core.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.hansa.core.api.store.Fence;

/** Of a file that this process alone writes. */
final class SqliteTables extends Tables {

  private static final long LONG_LOG = 64L << 20;

  private final Path log;
  private final Duration busy;
  private long tolerated = LONG_LOG;

  SqliteTables(Connection connection, Path log, Duration busy) throws SQLException {
    super(connection, Schema.SQLITE);
    this.log = log;
    this.busy = busy;
  }

  @Override
  void begin(long revision, boolean writes, Consumer<News> news) {}

  @Override
  void check(Set<Fence> fences) {
    LoneLeases.check(fences);
  }

  @Override
  void abandon() {}

  @Override
  void open() throws SQLException {
    statement.execute("BEGIN IMMEDIATE");
  }

  @Override
  void seal(long revision) throws SQLException {
    try {
      end();
    } catch (SQLException e) {
      // Without room the log has no whole commit; after any other failure, as of a sync, it may
      // have one, which is found if the process ends before it is written over.
      throw DiskTrouble.isFull(e) ? e : new InDoubt(e);
    }
  }

  /** Shortens a log that passive checkpoints did not, because somebody always read or wrote. */
  @Override
  void tidy() throws SQLException {
    long length = log.toFile().length();
    if (length > tolerated) {
      truncateLog();
      length = log.toFile().length();
      tolerated = Math.max(LONG_LOG, length + LONG_LOG / 4);
    }
  }

  /** Unless a reader keeps it: writers wait meanwhile. */
  private void truncateLog() throws SQLException {
    statement.execute("PRAGMA busy_timeout=50");
    statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    statement.execute("PRAGMA busy_timeout=" + busy.toMillis());
  }
}
