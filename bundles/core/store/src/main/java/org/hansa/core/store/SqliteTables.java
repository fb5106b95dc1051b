package org.hansa.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Consumer;
import org.hansa.core.api.store.Fence;

/** Of a file that this process alone writes. */
final class SqliteTables extends Tables {

  private final SqliteDatabase database;

  SqliteTables(Connection connection, SqliteDatabase database) throws SQLException {
    super(connection, database);
    this.database = database;
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
      throw DiskTrouble.isFull(e) || e instanceof InDoubt ? e : new InDoubt(e);
    }
  }

  /**
   * While nobody writes, what the checkpoints beside have not moved yet is little: then the log
   * begins again from its front, where its blocks are allocated and a flush is cheapest.
   */
  @Override
  void tidy() throws SQLException {
    if (database.takeLongLog()) {
      // Its answer must be closed: while it is read, nothing else commits by itself.
      statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)").close();
    }
  }
}
