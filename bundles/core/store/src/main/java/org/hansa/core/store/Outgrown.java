package org.hansa.core.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.hansa.core.api.Problem;

/**
 * A node of a newer release has brought the database to its schema while this one was at work:
 * whatever this one would write or read there may mean something else by now.
 */
final class Outgrown extends SQLException {

  private static final long serialVersionUID = 1;

  static final String CURE =
      "Start the newer Hansa that wrote it, or restore a backup that this one wrote.";

  Outgrown(String database, int found) {
    super(said(database, found, Schema.VERSION));
  }

  static String said(String database, int found, int known) {
    return "the database "
        + database
        + " has schema "
        + found
        + ", and this Hansa knows schemas up to "
        + known;
  }

  static Problem problem(String database, int found, int known) {
    return Problem.conflict(said(database, found, known), CURE);
  }

  /**
   * Looks, where the row of the revision is locked: then nobody brings it to another meanwhile.
   *
   * @throws Outgrown if it is newer than this release
   */
  static void unlessKnown(Statement statement, String database) throws SQLException {
    try (ResultSet found = statement.executeQuery(PostgresTables.SCHEMA)) {
      unlessKnown(found, database);
    }
  }

  static void unlessKnown(ResultSet found, String database) throws SQLException {
    int schema = found.next() ? Integer.parseInt(found.getString(1)) : 0;
    if (schema > Schema.VERSION) {
      throw new Outgrown(database, schema);
    }
  }
}
