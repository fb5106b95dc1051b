package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries of one batch on their way into their table, of the writer. Most are written some at a
 * time: a statement for each takes a quarter longer. After a failure it is made anew.
 */
final class EntryRows {

  private static final int SOME = 16;

  private final PreparedStatement one;
  private final PreparedStatement some;
  private final List<EntryRow> rows = new ArrayList<>(SOME);
  private boolean full;

  EntryRows(Connection connection, Schema schema) throws SQLException {
    one = connection.prepareStatement(EntryRow.insert(schema));
    some = connection.prepareStatement(EntryRow.insert(schema, SOME));
  }

  void add(EntryRow row) throws SQLException {
    rows.add(row);
    if (rows.size() == SOME) {
      for (int i = 0; i < SOME; i++) {
        rows.get(i).set(some, i);
      }
      some.addBatch();
      rows.clear();
      full = true;
    }
  }

  /** All that were added. */
  void write() throws SQLException {
    if (full) {
      some.executeBatch();
      full = false;
    }
    if (!rows.isEmpty()) {
      for (EntryRow row : rows) {
        row.set(one);
        one.addBatch();
      }
      one.executeBatch();
      rows.clear();
    }
  }
}
