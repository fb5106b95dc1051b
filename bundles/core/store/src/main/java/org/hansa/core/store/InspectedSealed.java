package org.hansa.core.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** All sealed values, which are few: each by itself, found by its name, and their total. */
final class InspectedSealed implements Inspected {

  private long rows;

  @Override
  public String title() {
    return Part.SEALED.title();
  }

  @Override
  public boolean next(Connection moment) throws SQLException {
    try (Statement statement = moment.createStatement()) {
      Totals.sealed(statement);
      try (ResultSet found = statement.executeQuery("SELECT count(*) FROM sealed")) {
        rows = found.next() ? found.getLong(1) : 0;
      }
    }
    return false;
  }

  @Override
  public long rows() {
    return rows;
  }
}
