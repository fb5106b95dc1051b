package org.hansa.core.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What SQLite goes by when it reads and writes the rows: the texts of the tables, and what the
 * header of the file says of all pages. If a bit of these turned, what is written from then on
 * might not be found again.
 */
final class SqliteShape {

  /** Of each, what is known; databases of former releases have smaller pages. */
  private static final Map<String, Set<String>> HEADER =
      Map.of(
          "auto_vacuum",
          Set.of("0"),
          "encoding",
          Set.of("UTF-8"),
          "page_size",
          Set.of(SqliteDatabase.PAGE, "4096"));

  private SqliteShape() {}

  /**
   * @throws Damaged if it is not that of this release
   */
  static void check(Statement statement) throws SQLException {
    Set<String> found = new HashSet<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")) {
      while (rows.next()) {
        found.add(plain(rows.getString(1)));
      }
    }
    for (String table : Schema.SQLITE.tables()) {
      if (!found.contains(plain(table))) {
        throw new Damaged("a table is not made as it was: " + table.lines().findFirst().orElse(""));
      }
    }
    for (Map.Entry<String, Set<String>> each : HEADER.entrySet()) {
      try (ResultSet row = statement.executeQuery("PRAGMA " + each.getKey())) {
        if (!row.next() || !each.getValue().contains(row.getString(1))) {
          throw new Damaged("its " + each.getKey() + " is none of " + each.getValue());
        }
      }
    }
  }

  /** Steps of {@link Migrations} leave other blanks than are in a text that is made anew. */
  private static String plain(String sql) {
    return sql.replaceAll("\\s+", " ");
  }
}
