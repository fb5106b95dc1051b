package org.hansa.core.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Which tables of a PostgreSQL database are Hansa's, whichever release made them: so one that
 * brings its backup back can take away what a newer one made, and nothing of others who use the
 * database too.
 */
final class OwnTables {

  private static final String MARK = "Hansa";

  /** A row of the catalogue that this transaction wrote is of a table that it made or changed. */
  private static final String TOUCHED =
      "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind = 'r'"
          + " AND c.relnamespace = current_schema()::regnamespace"
          + " AND c.xmin::text = (txid_current() % (2::bigint ^ 32)::bigint)::text";

  private static final String MARKED =
      "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind = 'r'"
          + " AND c.relnamespace = current_schema()::regnamespace"
          + " AND obj_description(c.oid, 'pg_class') = '"
          + MARK
          + "'";

  private OwnTables() {}

  /** Of the transaction in which they were made. */
  static void mark(Statement statement) throws SQLException {
    for (String table : tables(statement, TOUCHED)) {
      statement.execute("COMMENT ON TABLE " + table + " IS '" + MARK + "'");
    }
  }

  /** Those that were marked, and those that releases made which marked none. */
  static void drop(Statement statement) throws SQLException {
    for (String table : tables(statement, MARKED)) {
      statement.execute("DROP TABLE " + table + " CASCADE");
    }
    for (String table : Schema.POSTGRES.names()) {
      statement.execute("DROP TABLE IF EXISTS " + table + " CASCADE");
    }
  }

  private static List<String> tables(Statement statement, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
