package org.hansa.core.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Which rows of the log are the state, found by reading through all of it: so each row is held
 * against its check sum, and all of them against their total, and none of another name can stand
 * for one that is lost.
 */
final class Newest {

  /**
   * Each row is come to twice, by going on from the one before and by its id: a row that only one
   * of these ways leads to is missing, which the total tells. Its texts come as one, for that takes
   * half the time.
   */
  private static final String ALL =
      "SELECT l.id, l.former, l.crc,"
          + " l.op || char(10) || l.kind || char(10) || l.tenant || char(10) || l.name"
          + " || char(10) || l.json"
          + " FROM log a CROSS JOIN log l ON l.id = a.id ORDER BY a.id";

  private static final int TEXTS = 5;

  /** Rows that are asked for at once: a statement for each took as long again. */
  private static final int SOME = 500;

  /** In the order of their ids, which come as an array of JSON. */
  private static final String GIVEN =
      "SELECT l.json, l.id FROM json_each(?) j CROSS JOIN log l ON l.id = j.value";

  private final Connection connection;
  private final Map<String, Long> ids = new HashMap<>();
  private long total;

  private Newest(Connection connection) {
    this.connection = connection;
  }

  /**
   * Gives the text and the id of each row of the state, by id.
   *
   * @throws Damaged if any row of the log is not as it was written
   */
  static void read(Connection connection, ObjLongConsumer<String> sink) throws SQLException {
    Newest newest = new Newest(connection);
    newest.find();
    newest.give(sink);
  }

  private void find() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ALL)) {
      while (rows.next()) {
        total += RowSum.share(take(rows.getLong(1), rows));
      }
    }
    try (Statement statement = connection.createStatement()) {
      Totals.require(statement, Totals.LOG, total);
    }
  }

  /** As {@link LogRow#read}; returns its sum. */
  private int take(long id, ResultSet row) throws SQLException {
    byte[] bytes = row.getBytes(4);
    int[] ends = ends(bytes);
    RowSum sum = new RowSum().add(id);
    for (int i = 0, from = 0; i < TEXTS; from = ends[i++] + 1) {
      if (i == TEXTS - 1) {
        sum.add(row.getLong(2));
      }
      sum.add(bytes, from, ends[i] - from);
    }
    Damaged.unless(row.getInt(3), sum.value(), "log", id);
    int kind = ends[0] + 1;
    String name = new String(bytes, kind, ends[TEXTS - 2] - kind, StandardCharsets.UTF_8);
    if (new String(bytes, 0, ends[0], StandardCharsets.UTF_8).equals(LogRow.GONE)) {
      ids.remove(name);
    } else {
      ids.put(name, id);
    }
    return sum.value();
  }

  /** Where each text ends. A damaged one may seem to end elsewhere, which its sum tells. */
  private static int[] ends(byte[] bytes) throws Damaged {
    int[] ends = new int[TEXTS];
    int found = 0;
    for (int i = 0; bytes != null && i < bytes.length && found < TEXTS - 1; i++) {
      if (bytes[i] == '\n') {
        ends[found++] = i;
      }
    }
    if (found < TEXTS - 1) {
      throw new Damaged("a row of the table log lacks a text");
    }
    ends[found] = bytes.length;
    return ends;
  }

  private void give(ObjLongConsumer<String> sink) throws SQLException {
    List<Long> sorted = new ArrayList<>(ids.values());
    ids.clear();
    sorted.sort(null);
    try (PreparedStatement select = connection.prepareStatement(GIVEN)) {
      for (int from = 0; from < sorted.size(); from += SOME) {
        select.setString(1, sorted.subList(from, Math.min(sorted.size(), from + SOME)).toString());
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            sink.accept(rows.getString(1), rows.getLong(2));
          }
        }
      }
    }
  }
}
