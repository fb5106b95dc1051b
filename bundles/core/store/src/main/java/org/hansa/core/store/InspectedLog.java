package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The log: first the total of its sums, then each row, come to in order and by its id. */
final class InspectedLog implements Inspected {

  private static final int AT_ONCE = 2000;

  private static final String ROWS =
      "SELECT "
          + LogRow.COLUMNS
          + ", a.id FROM log a LEFT JOIN log l ON l.id = a.id WHERE a.id > ? ORDER BY a.id LIMIT "
          + AT_ONCE;

  private long after = Long.MIN_VALUE;
  private long rows;

  @Override
  public String title() {
    return Part.RESOURCES.title();
  }

  @Override
  public boolean next(Connection moment) throws SQLException {
    if (rows == 0) {
      try (Statement statement = moment.createStatement()) {
        Totals.check(statement, Totals.LOG);
      }
    }
    int count = 0;
    try (PreparedStatement select = moment.prepareStatement(ROWS)) {
      select.setLong(1, after);
      select.setFetchSize(AT_ONCE);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          after = found.getLong(9);
          if (LogRow.read(found).id() != after) {
            throw new Damaged("the row " + after + " of the table log is not found by its id");
          }
          count++;
        }
      }
    }
    rows += count;
    return count == AT_ONCE;
  }

  @Override
  public long rows() {
    return rows;
  }
}
