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

  /** No index is kept for it: it is asked for once, at a start, or for a backup. */
  static final String NEWEST =
      "SELECT "
          + LogRow.COLUMNS
          + " FROM log l"
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
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO meta (key, value, again) VALUES (?, ?, ?)")) {
      insert(insert, "schema", Integer.toString(Schema.VERSION));
      insert(insert, "installation", UUID.randomUUID().toString());
      for (String number :
          List.of("revision", "compacted", "whole", "indexed", Totals.LOG, Totals.SEALED)) {
        insert(insert, number, "0");
      }
    }
  }

  private static void insert(PreparedStatement insert, String key, String value)
      throws SQLException {
    insert.setString(1, key);
    insert.setString(2, value);
    insert.setString(3, value);
    insert.executeUpdate();
  }

  /**
   * All that is to be known at a start.
   *
   * @throws Damaged if it is not as it was written
   */
  static Database.Start read(Connection connection, Schema schema, Instant now)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      long revision = Long.parseLong(meta(statement, "revision"));
      meta(statement, "whole");
      meta(statement, "indexed");
      Totals.sealed(statement);
      return new Database.Start(
          meta(statement, "installation"),
          load(connection, schema, now).committed(revision),
          Long.parseLong(meta(statement, "compacted")));
    }
  }

  /**
   * A value of {@code meta}, which from schema 6 on has each of them twice.
   *
   * @throws Damaged if the two differ
   */
  static String meta(Statement statement, String key) throws SQLException {
    try (ResultSet found = statement.executeQuery("SELECT * FROM meta WHERE key = '" + key + "'")) {
      if (!found.next()) {
        throw new Damaged("the database lacks its " + key);
      }
      String value = found.getString(2);
      boolean twice = found.getMetaData().getColumnCount() > 2;
      if (value == null || (twice && !value.equals(found.getString(3)))) {
        throw new Damaged("its " + key + " in the table meta is not as it was written");
      }
      return value;
    }
  }

  /** The other way round. */
  static void set(Connection connection, String key, String value) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE meta SET value = ?, again = ? WHERE key = ?")) {
      update.setString(1, value);
      update.setString(2, value);
      update.setString(3, key);
      update.executeUpdate();
    }
  }

  private static PersistentSnapshot load(Connection connection, Schema schema, Instant now)
      throws SQLException {
    Loading loading = new Loading(now);
    if (schema == Schema.SQLITE) {
      Newest.read(connection, loading::add);
      return loading.done();
    }
    // The server has sums of its pages, and finds the newest rows faster than it sends all.
    try (Statement statement = connection.createStatement()) {
      Totals.check(statement, Totals.LOG);
      statement.setFetchSize(LOADED_AT_ONCE);
      try (ResultSet rows = statement.executeQuery(NEWEST)) {
        while (rows.next()) {
          LogRow row = LogRow.read(rows);
          loading.add(row.json(), row.id());
        }
      }
    }
    return loading.done();
  }

  /** A snapshot while it is read. */
  private static final class Loading {

    private final List<Resource> some = new ArrayList<>();
    private PersistentSnapshot snapshot;

    Loading(Instant now) {
      snapshot = PersistentSnapshot.empty(now);
    }

    void add(String json, long id) {
      some.add(resource(json, id));
      if (some.size() == LOADED_AT_ONCE) {
        done();
      }
    }

    PersistentSnapshot done() {
      snapshot = snapshot.with(some, List.of());
      some.clear();
      return snapshot;
    }
  }

  private static Resource resource(String json, long id) {
    try {
      return ResourceJson.read(Json.read(json));
    } catch (Problem e) {
      throw new Problem(
          Problem.Reason.INTERNAL,
          "the row " + id + " of the table log cannot be read: " + e.getMessage(),
          "Restore a backup.",
          List.of(),
          e);
    }
  }
}
