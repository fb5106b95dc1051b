package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The audit of a state that is replaced, by number: what the backup lacks of it is put beside what
 * the backup has. Of one restore, on one thread.
 */
final class FormerAudit {

  private static final int AT_ONCE = 1000;
  private static final String COLUMNS = "number, stream, at, subject, uid, actor, cause, body";

  /** All but the body, which is large and says nothing more of whether two are the same. */
  private static final List<Integer> TELLING = List.of(1, 3, 4, 5, 6, 7);

  private final Optional<PreparedStatement> rows;
  private Optional<String> lost;

  private FormerAudit(Optional<PreparedStatement> rows, Optional<String> lost) {
    this.rows = rows;
    this.lost = lost;
  }

  /** Of the table {@code entry}, or one like it, on a connection that stays open meanwhile. */
  static FormerAudit of(Connection connection, String table) throws SQLException {
    String from = " FROM " + table + " WHERE stream = 'audit' ORDER BY number";
    PreparedStatement rows;
    try {
      rows = connection.prepareStatement("SELECT " + COLUMNS + ", others" + from);
    } catch (SQLException ofSchema3OrBefore) {
      rows = connection.prepareStatement("SELECT " + COLUMNS + ", '[]'" + from);
    }
    return new FormerAudit(Optional.of(rows), Optional.empty());
  }

  /** Of a state that cannot be read. */
  static FormerAudit unknown(String why) {
    return new FormerAudit(Optional.empty(), Optional.of(why));
  }

  /** Why not all of it could be read, if so. */
  Optional<String> lost() {
    return lost;
  }

  /**
   * Has each entry put that the backup lacks. It keeps its number if that is above those of the
   * backup; else the backup went another way, and it gets the next that is above all.
   *
   * @param to what was loaded of the backup
   * @param newest the greatest number in the backup
   * @param next the first above those of both states
   * @return how many, and the first number that is still free
   */
  Kept put(Connection to, Load.Target into, long newest, long next) throws SQLException {
    long count = 0;
    long free = next;
    try (PreparedStatement select =
        to.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM entry WHERE stream = 'audit' AND number <= ? ORDER BY number")) {
      select.setLong(1, newest);
      select.setFetchSize(AT_ONCE);
      try (ResultSet there = select.executeQuery()) {
        boolean more = there.next();
        Optional<ResultSet> former = begin();
        while (former.isPresent() && next(former.get())) {
          ResultSet entry = former.get();
          while (more && there.getLong(1) < entry.getLong(1)) {
            more = there.next();
          }
          if (more && isSame(there, entry)) {
            continue;
          }
          put(entry, into, entry.getLong(1) > newest ? entry.getLong(1) : free++);
          count++;
        }
      }
    }
    into.end();
    return new Kept(count, free);
  }

  record Kept(long count, long next) {}

  private Optional<ResultSet> begin() {
    try {
      if (rows.isPresent()) {
        rows.get().setFetchSize(AT_ONCE);
        return Optional.of(rows.get().executeQuery());
      }
    } catch (SQLException e) {
      lost = Optional.of(String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  /** A damaged database is read as far as it can be; where that was is said. */
  private boolean next(ResultSet former) {
    try {
      return former.next();
    } catch (SQLException e) {
      lost = Optional.of(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private static boolean isSame(ResultSet one, ResultSet other) throws SQLException {
    for (int column : TELLING) {
      if (!one.getString(column).equals(other.getString(column))) {
        return false;
      }
    }
    return true;
  }

  private static void put(ResultSet entry, Load.Target into, long number) throws SQLException {
    PreparedStatement insert = into.insert(Part.ENTRIES);
    insert.setLong(1, number);
    insert.setString(2, entry.getString(2));
    insert.setLong(3, entry.getLong(3));
    for (int column = 4; column <= 9; column++) {
      insert.setString(column, entry.getString(column));
    }
    into.add();
  }
}
