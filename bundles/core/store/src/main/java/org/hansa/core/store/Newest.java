package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hansa.core.api.Ref;

/**
 * Which rows of the log are the state, found by reading through all of it: so each row is held
 * against its check sum, and all of them against their total, and none of another name can stand
 * for one that is lost.
 */
final class Newest {

  /**
   * Each row is come to twice, by going on from the one before and by its id: a row that only one
   * of these ways leads to is missing, which the total tells.
   */
  private static final String ALL =
      "SELECT " + LogRow.COLUMNS + " FROM log a CROSS JOIN log l ON l.id = a.id ORDER BY a.id";

  private static final String ONE = "SELECT " + LogRow.COLUMNS + " FROM log l WHERE l.id = ?";

  private final Connection connection;
  private final Map<Ref, Long> ids = new HashMap<>();
  private long total;

  private Newest(Connection connection) {
    this.connection = connection;
  }

  /**
   * Gives each row of the state, by id.
   *
   * @throws Damaged if any row of the log is not as it was written
   */
  static void read(Connection connection, Consumer<LogRow> sink) throws SQLException {
    Newest newest = new Newest(connection);
    newest.find();
    newest.give(sink);
  }

  private void find() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ALL)) {
      while (rows.next()) {
        LogRow row = LogRow.read(rows);
        total += RowSum.share(row.sum());
        if (row.isGone()) {
          ids.remove(row.ref());
        } else {
          ids.put(row.ref(), row.id());
        }
      }
    }
    try (Statement statement = connection.createStatement()) {
      Totals.require(statement, Totals.LOG, total);
    }
  }

  private void give(Consumer<LogRow> sink) throws SQLException {
    List<Long> sorted = new ArrayList<>(ids.values());
    ids.clear();
    sorted.sort(null);
    try (PreparedStatement select = connection.prepareStatement(ONE)) {
      for (long id : sorted) {
        select.setLong(1, id);
        try (ResultSet row = select.executeQuery()) {
          if (row.next()) {
            sink.accept(LogRow.read(row));
          }
        }
      }
    }
  }
}
