package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Drops what only states before a revision are made of: rows that another took the place of, and
 * what says that something is gone. So that revision, and any after it, can still be read whole.
 */
final class Compaction {

  private Compaction() {}

  /** In the transaction of the caller, who notes the revision. */
  static void run(Connection connection, long upTo) throws SQLException {
    long from;
    try (Statement statement = connection.createStatement()) {
      from = Long.parseLong(Beginning.meta(statement, "compacted"));
    }
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT former, kind, tenant, name FROM log"
                    + " WHERE id > ? AND id <= ? AND former > 0");
        PreparedStatement superseded =
            connection.prepareStatement(
                "DELETE FROM log WHERE id >= ? AND id <= ?"
                    + " AND kind = ? AND tenant = ? AND name = ?");
        PreparedStatement gone =
            connection.prepareStatement(
                "DELETE FROM log WHERE id > ? AND id <= ? AND op = 'DELETED'")) {
      between(select, from, upTo);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          superseded.setLong(1, LogKey.first(rows.getLong(1)));
          superseded.setLong(2, LogKey.last(rows.getLong(1)));
          superseded.setString(3, rows.getString(2));
          superseded.setString(4, rows.getString(3));
          superseded.setString(5, rows.getString(4));
          superseded.addBatch();
        }
      }
      superseded.executeBatch();
      between(gone, from, upTo);
      gone.executeUpdate();
    }
  }

  private static void between(PreparedStatement target, long after, long upTo) throws SQLException {
    target.setLong(1, LogKey.last(after));
    target.setLong(2, LogKey.last(upTo));
  }
}
