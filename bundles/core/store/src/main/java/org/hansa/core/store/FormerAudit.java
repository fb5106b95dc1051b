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

  /** What reads the table, of this release and of those before it that lacked a column or two. */
  private static final List<String> COLUMNS =
      List.of(
          EntryRow.COLUMNS,
          EntryRow.PLAIN + ", NULL",
          "number, stream, at, subject, uid, actor, cause, body, '[]', NULL");

  private final Optional<PreparedStatement> rows;
  private Optional<String> lost;

  private FormerAudit(Optional<PreparedStatement> rows, Optional<String> lost) {
    this.rows = rows;
    this.lost = lost;
  }

  /** Of the table {@code entry}, or one like it, on a connection that stays open meanwhile. */
  static FormerAudit of(Connection connection, String table) throws SQLException {
    String from = " FROM " + table + " WHERE stream = 'audit' ORDER BY number";
    SQLException refused = new SQLException("it has no table of entries that is known");
    for (String columns : COLUMNS) {
      try {
        PreparedStatement rows = connection.prepareStatement("SELECT " + columns + from);
        return new FormerAudit(Optional.of(rows), Optional.empty());
      } catch (SQLException ofAFormerSchema) {
        refused = ofAFormerSchema;
      }
    }
    throw refused;
  }

  /** Of a state that cannot be read. */
  static FormerAudit unknown(String why) {
    return new FormerAudit(Optional.empty(), Optional.of(why));
  }

  /** The same, of which it is known that some is gone. */
  FormerAudit lacking(String why) {
    return new FormerAudit(rows, Optional.of(why));
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
                + EntryRow.COLUMNS
                + " FROM entry WHERE stream = 'audit' AND number <= ? ORDER BY number")) {
      select.setLong(1, newest);
      select.setFetchSize(AT_ONCE);
      try (ResultSet there = select.executeQuery()) {
        boolean more = there.next();
        Optional<ResultSet> former = begin();
        while (former.isPresent() && next(former.get())) {
          EntryRow entry = EntryRow.plain(former.get());
          if (!isWhole(former.get(), entry)) {
            continue;
          }
          while (more && there.getLong(1) < entry.number()) {
            more = there.next();
          }
          if (more && isSame(EntryRow.read(there), entry)) {
            continue;
          }
          put(entry, into, entry.number() > newest ? entry.number() : free++);
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

  /** One that is not as it was written is no entry of the audit; before schema 6 none can tell. */
  private boolean isWhole(ResultSet former, EntryRow entry) throws SQLException {
    int sum = former.getInt(10);
    if (former.wasNull() || sum == entry.sum()) {
      return true;
    }
    lost = Optional.of("entry " + entry.number() + " is not as it was written");
    return false;
  }

  /** But for the body, which is large and says nothing more of whether two are the same. */
  private static boolean isSame(EntryRow one, EntryRow other) {
    return one.number() == other.number()
        && one.at() == other.at()
        && one.subject().equals(other.subject())
        && one.uid().equals(other.uid())
        && one.actor().equals(other.actor())
        && one.cause().equals(other.cause());
  }

  private static void put(EntryRow entry, Load.Target into, long number) throws SQLException {
    entry.withNumber(number).set(into.insert(Part.ENTRIES));
    into.add();
  }
}
