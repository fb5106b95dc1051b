package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;

/** A database as it is first made, and as it is found at a start. */
final class Beginning {

  private static final int LOADED_AT_ONCE = 1000;

  /** No index is kept for it: it is asked for once, at a start. */
  static final String NEWEST =
      "SELECT l.kind, l.tenant, l.name, l.json FROM log l"
          + " JOIN (SELECT max(id) AS id FROM log GROUP BY kind, tenant, name) n ON l.id = n.id"
          + " WHERE l.op <> 'DELETED'";

  private Beginning() {}

  /** In the transaction of the caller. */
  static void create(Connection connection, Schema schema) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : schema.tables()) {
        statement.execute(table);
      }
    }
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO meta VALUES (?, ?)")) {
      insert(insert, "schema", Integer.toString(Schema.VERSION));
      insert(insert, "installation", UUID.randomUUID().toString());
      insert(insert, "revision", "0");
      insert(insert, "compacted", "0");
      insert(insert, "whole", "0");
      insert(insert, "indexed", "0");
    }
  }

  private static void insert(PreparedStatement insert, String key, String value)
      throws SQLException {
    insert.setString(1, key);
    insert.setString(2, value);
    insert.executeUpdate();
  }

  static Database.Start read(Connection connection, Instant now) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      long revision = Long.parseLong(meta(statement, "revision"));
      return new Database.Start(
          meta(statement, "installation"),
          load(statement, now).committed(revision),
          Long.parseLong(meta(statement, "compacted")));
    }
  }

  static String meta(Statement statement, String key) throws SQLException {
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
    statement.setFetchSize(LOADED_AT_ONCE);
    try (ResultSet rows = statement.executeQuery(NEWEST)) {
      while (rows.next()) {
        some.add(read(rows));
        if (some.size() == LOADED_AT_ONCE) {
          snapshot = snapshot.with(some, List.of());
          some.clear();
        }
      }
    }
    return snapshot.with(some, List.of());
  }

  private static Resource read(ResultSet row) throws SQLException {
    try {
      return ResourceJson.read(Json.read(row.getString(4)));
    } catch (Problem e) {
      String which = row.getString(1) + "/" + row.getString(2) + "/" + row.getString(3);
      throw new Problem(
          Problem.Reason.INTERNAL,
          which + " in the table log cannot be read: " + e.getMessage(),
          "Restore a backup, or correct that row with the database's own tools.",
          List.of(),
          e);
    }
  }
}
