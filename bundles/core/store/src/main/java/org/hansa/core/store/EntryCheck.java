package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.hansa.core.api.store.Store;

/**
 * Holds what an index of SQLite led to against the rows themselves: an entry that the index has
 * lost would be missing from a page without a word. PostgreSQL has sums of its pages.
 */
final class EntryCheck {

  /** Numbers within which the rows of a page are counted, and so many more for each of them. */
  private static final long SPAN = 1000;

  private static final int MORE = 2;

  private final Connection connection;
  private final Database database;
  private final Store.Query query;
  private final boolean about;
  private final long floor;
  private final long newest;

  /**
   * Before the page is read: entries that come meanwhile are not counted.
   *
   * @param about whether only entries are counted that speak of what the query asks for
   * @param floor only entries with greater numbers are
   */
  EntryCheck(Connection connection, Database database, Store.Query query, boolean about, long floor)
      throws SQLException {
    this.connection = connection;
    this.database = database;
    this.query = query;
    this.about = about;
    this.floor = floor;
    try (Statement statement = connection.createStatement()) {
      newest = isDue(database) ? EntryIndex.newest(statement) : 0;
    }
  }

  private static boolean isDue(Database database) {
    return database.schema() == Schema.SQLITE;
  }

  /**
   * @throws Damaged if the page lacks one, as far as they lie together
   */
  void check(EntryPage page) throws SQLException {
    if (!isDue(database)) {
      return;
    }
    boolean further = query.after() > 0;
    long from = floor;
    long until = newest;
    long span = SPAN + (long) MORE * page.numbers().size();
    if (query.newestFirst()) {
      until = further ? Math.min(newest, query.after() - 1) : newest;
      from = Math.max(Math.max(from, page.hasEnded() ? page.last() - 1 : 0), until - span);
    } else {
      from = Math.max(from, query.after());
      until = page.hasEnded() ? Math.min(newest, page.last()) : newest;
      from = Math.max(from, until - span);
    }
    long wanted = count(EntryQuery.count(query, database, about, from, until));
    long first = from;
    long last = until;
    if (page.numbers().stream().filter(n -> n > first && n <= last).count() != wanted) {
      throw new Damaged("entries between " + from + " and " + until + " are not in their index");
    }
  }

  private long count(EntryQuery asked) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(asked.sql())) {
      for (int i = 0; i < asked.values().size(); i++) {
        select.setObject(i + 1, asked.values().get(i));
      }
      try (ResultSet found = select.executeQuery()) {
        return found.next() ? found.getLong(1) : 0;
      }
    }
  }

  /**
   * @throws Damaged if one of these is not there
   */
  static void present(Connection connection, Database database, List<Long> numbers)
      throws SQLException {
    if (!isDue(database)) {
      return;
    }
    try (PreparedStatement select =
        connection.prepareStatement("SELECT 1 FROM entry WHERE number = ?")) {
      for (long number : numbers) {
        select.setLong(1, number);
        try (ResultSet found = select.executeQuery()) {
          if (!found.next()) {
            throw new Damaged("the entry " + number + " is lost");
          }
        }
      }
    }
  }
}
