package org.hansa.core.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The totals of the check sums of a table's rows, which tell that one has vanished or come twice:
 * in {@code meta} under the table's name, brought up to date by every transaction that writes it.
 */
final class Totals {

  static final String LOG = "log";
  static final String SEALED = "sealed";

  /** Every value of a lookup by name is come to by going through them all too. */
  private static final String SEALED_ROWS =
      "SELECT "
          + SealedRow.COLUMNS
          + " FROM sealed a CROSS JOIN sealed s"
          + " WHERE s.kind = a.kind AND s.tenant = a.tenant AND s.name = a.name";

  private Totals() {}

  /** Reckoned from the rows: where all of them were just written, or before there were any sums. */
  static void count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : new String[] {LOG, SEALED}) {
        Beginning.set(connection, table, Long.toString(of(statement, table)));
      }
    }
  }

  private static long of(Statement statement, String table) throws SQLException {
    try (ResultSet found = statement.executeQuery(RowSum.TOTAL + table)) {
      found.next();
      return found.getLong(1);
    }
  }

  /** As {@link #require}, by the sums that the rows have. */
  static void check(Statement statement, String table) throws SQLException {
    require(statement, table, of(statement, table));
  }

  /**
   * @param total of the rows that were read
   * @throws Damaged if there are not those that were written
   */
  static void require(Statement statement, String table, long total) throws SQLException {
    if (Long.parseLong(Beginning.meta(statement, table)) != total) {
      throw new Damaged("rows of the table " + table + " are lost, or there twice");
    }
  }

  /** All sealed values, which are few: each by itself, and their total. */
  static void sealed(Statement statement) throws SQLException {
    long total = 0;
    try (ResultSet rows = statement.executeQuery(SEALED_ROWS)) {
      while (rows.next()) {
        total += RowSum.share(SealedRow.read(rows).sum());
      }
    }
    require(statement, SEALED, total);
  }
}
