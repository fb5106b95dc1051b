package org.hansa.core.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.sqlite.SQLiteDataSource;

/** The SQLite file: how it is opened, its schema, and what is in it at the start. */
final class Database {

  /** Grows with every change of the schema that an older Hansa would not understand. */
  static final int SCHEMA = 1;

  private static final int LOADED_AT_ONCE = 1000;

  private final Path file;
  private final Duration busy;

  /** What was there at the start. */
  record Start(String installation, PersistentSnapshot snapshot, long compacted) {}

  Database(Path file, Duration busy) {
    this.file = file;
    this.busy = busy;
  }

  Path file() {
    return file;
  }

  Path log() {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  /** Durable at every commit; checkpoints are made apart, so that no commit waits for one. */
  Connection writer() throws SQLException {
    return connect(
        "page_size=4096",
        "journal_mode=WAL",
        "synchronous=FULL",
        "wal_autocheckpoint=0",
        "journal_size_limit=" + (64 << 20),
        "cache_size=-65536",
        "mmap_size=0");
  }

  Connection reader() throws SQLException {
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

  /**
   * Makes the schema if there is none, and reads all resources.
   *
   * @throws Problem CONFLICT if a newer Hansa wrote the database
   */
  Start start(Instant now) throws SQLException {
    try (Connection connection = writer();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      if (!hasSchema(statement)) {
        create(connection, statement);
      }
      statement.execute("COMMIT");
      check(Integer.parseInt(meta(statement, "schema")));
      return new Start(
          meta(statement, "installation"),
          load(statement, now).committed(Long.parseLong(meta(statement, "revision"))),
          Long.parseLong(meta(statement, "compacted")));
    }
  }

  private void check(int schema) {
    if (schema > SCHEMA) {
      throw Problem.conflict(
          "the database "
              + file
              + " has schema "
              + schema
              + ", and this Hansa knows schemas up to "
              + SCHEMA,
          "Start the newer Hansa that wrote it, or restore a backup that this one wrote.");
    }
  }

  private static boolean hasSchema(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'meta'")) {
      return found.next();
    }
  }

  private static void create(Connection connection, Statement statement) throws SQLException {
    for (String table : Schema.TABLES) {
      statement.execute(table);
    }
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO meta VALUES (?, ?)")) {
      insert(insert, "schema", Integer.toString(SCHEMA));
      insert(insert, "installation", UUID.randomUUID().toString());
      insert(insert, "revision", "0");
      insert(insert, "compacted", "0");
    }
  }

  private static void insert(PreparedStatement insert, String key, String value)
      throws SQLException {
    insert.setString(1, key);
    insert.setString(2, value);
    insert.executeUpdate();
  }

  private static String meta(Statement statement, String key) throws SQLException {
    try (ResultSet found =
        statement.executeQuery("SELECT value FROM meta WHERE key = '" + key + "'")) {
      if (!found.next()) {
        throw new SQLException("the database lacks its " + key);
      }
      return found.getString(1);
    }
  }

  private static PersistentSnapshot load(Statement statement, Instant now) throws SQLException {
    PersistentSnapshot snapshot = PersistentSnapshot.empty(now);
    List<Resource> some = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("SELECT rowid, json FROM resource")) {
      while (rows.next()) {
        some.add(read(rows.getLong(1), rows.getString(2)));
        if (some.size() == LOADED_AT_ONCE) {
          snapshot = snapshot.with(some, List.of());
          some.clear();
        }
      }
    }
    return snapshot.with(some, List.of());
  }

  private static Resource read(long row, String json) {
    try {
      return ResourceJson.read(Json.read(json));
    } catch (Problem e) {
      throw new Problem(
          Problem.Reason.INTERNAL,
          "row " + row + " of the table resource cannot be read: " + e.getMessage(),
          "Restore a backup, or correct that row with SQLite's own tools.",
          List.of(),
          e);
    }
  }
}
