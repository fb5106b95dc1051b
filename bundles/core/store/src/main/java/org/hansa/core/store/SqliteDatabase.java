package org.hansa.core.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.sqlite.SQLiteDataSource;

/** The SQLite file: how it is opened. */
final class SqliteDatabase implements Database {

  private final Path file;
  private final Duration busy;

  SqliteDatabase(Path file, Duration busy) {
    this.file = file;
    this.busy = busy;
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public String cure() {
    return "Check the disk that holds " + file + ".";
  }

  @Override
  public String using(String index) {
    return " INDEXED BY " + index;
  }

  Path log() {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  @Override
  public Tables tables() throws SQLException {
    return new SqliteTables(writer(), log(), busy);
  }

  /** Durable at every commit; checkpoints are made apart, so that no commit waits for one. */
  private Connection writer() throws SQLException {
    return connect(
        "page_size=4096",
        "journal_mode=WAL",
        "synchronous=FULL",
        "wal_autocheckpoint=0",
        "journal_size_limit=" + (64 << 20),
        "cache_size=-65536",
        "mmap_size=0");
  }

  @Override
  public Connection reader() throws SQLException {
    return connect("query_only=ON", "cache_size=-8192", "mmap_size=0");
  }

  Connection checkpointer() throws SQLException {
    return connect("synchronous=FULL", "wal_autocheckpoint=0", "mmap_size=0");
  }

  private Connection connect(String... pragmas) throws SQLException {
    if (file.toString().indexOf('?') >= 0) {
      throw new SQLException("a state folder's name must not contain a question mark: " + file);
    }
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    Connection connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout=" + busy.toMillis());
      for (String pragma : pragmas) {
        statement.execute("PRAGMA " + pragma);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Start start(Instant now) throws SQLException {
    try (Connection connection = writer();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      if (hasSchema(statement)) {
        Migrations.run(connection, Schema.SQLITE, name());
      } else {
        Beginning.create(connection, Schema.SQLITE);
      }
      statement.execute("COMMIT");
      return Beginning.read(connection, now);
    }
  }

  private static boolean hasSchema(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'meta'")) {
      return found.next();
    }
  }
}
