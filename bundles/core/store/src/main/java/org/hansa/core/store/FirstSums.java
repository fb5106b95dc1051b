package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the rows of a release that had no check sums theirs, table by table, a thousand rows at a
 * time: whatever is there then is taken for what was written.
 */
final class FirstSums {

  private static final int AT_ONCE = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(FirstSums.class);
  private static final int LOGGED_EVERY = 100_000;

  private final Connection connection;
  private final Consumer<String> progress;

  /** A row by the number that it is found by, and its sum. */
  private record Sum(long key, int sum) {}

  private interface Reader {
    Sum of(ResultSet row) throws SQLException;
  }

  private FirstSums(Connection connection, Consumer<String> progress) {
    this.connection = connection;
    this.progress = progress;
  }

  /**
   * In the transaction of the caller; once, for it would make any later damage good.
   *
   * @param progress told how many rows of which table have theirs
   */
  static void make(Connection connection, Consumer<String> progress) throws SQLException {
    FirstSums sums = new FirstSums(connection, progress);
    sums.numbered("log l", LogRow.COLUMNS, "log", "id", FirstSums::log);
    sums.numbered("entry", EntryRow.COLUMNS, "entry", "number", FirstSums::entry);
    sums.numbered("catalogue c", FiledRow.COLUMNS, "catalogue", "id", FirstSums::filed);
    sums.sealed();
    try (Statement statement = connection.createStatement()) {
      statement.execute("UPDATE meta SET again = value");
    }
    Totals.count(connection);
  }

  private static Sum log(ResultSet row) throws SQLException {
    LogRow found = LogRow.plain(row);
    return new Sum(found.id(), found.sum());
  }

  private static Sum entry(ResultSet row) throws SQLException {
    EntryRow found = EntryRow.plain(row);
    return new Sum(found.number(), found.sum());
  }

  private static Sum filed(ResultSet row) throws SQLException {
    FiledRow found = FiledRow.plain(row);
    return new Sum(found.id(), found.sum());
  }

  private void numbered(String from, String columns, String table, String key, Reader reader)
      throws SQLException {
    String page =
        "SELECT %s FROM %s WHERE %s > ? ORDER BY %3$s LIMIT %d"
            .formatted(columns, from, key, AT_ONCE);
    try (PreparedStatement select = connection.prepareStatement(page);
        PreparedStatement update =
            connection.prepareStatement("UPDATE " + table + " SET crc = ? WHERE " + key + " = ?")) {
      int done = 0;
      List<Sum> sums = List.of(new Sum(Long.MIN_VALUE, 0));
      while (!sums.isEmpty()) {
        select.setLong(1, sums.get(sums.size() - 1).key());
        sums = read(select, reader);
        for (Sum each : sums) {
          update.setInt(1, each.sum());
          update.setLong(2, each.key());
          update.addBatch();
        }
        update.executeBatch();
        done += sums.size();
        say(table, done);
      }
    }
  }

  private void say(String table, int done) {
    String said = done + " rows of the table " + table + " have check sums";
    progress.accept(said);
    if (done % LOGGED_EVERY == 0 && done > 0) {
      LOG.info("{}", said);
    }
  }

  private static List<Sum> read(PreparedStatement select, Reader reader) throws SQLException {
    List<Sum> sums = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        sums.add(reader.of(rows));
      }
    }
    return sums;
  }

  /** They are few. */
  private void sealed() throws SQLException {
    List<SealedRow> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT " + SealedRow.COLUMNS + " FROM sealed s")) {
      while (rows.next()) {
        all.add(SealedRow.plain(rows));
      }
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE sealed SET crc = ? WHERE kind = ? AND tenant = ? AND name = ?")) {
      for (SealedRow each : all) {
        update.setInt(1, each.sum());
        update.setString(2, each.kind());
        update.setString(3, each.tenant());
        update.setString(4, each.name());
        update.addBatch();
      }
      update.executeBatch();
    }
  }
}
