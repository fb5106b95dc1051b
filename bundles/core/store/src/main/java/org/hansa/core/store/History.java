package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Changed;

/** Reads the change log in pages of whole transactions. */
final class History {

  /** Rows asked for at once, whoever asks: PostgreSQL's driver takes all that it is given. */
  private static final int AT_ONCE = 200;

  private final Readers readers;

  /**
   * @param upTo all changes up to this revision are in the pages so far
   */
  record Page(List<Commit> commits, long upTo) {

    List<Changed> changes() {
      return commits.stream().flatMap(commit -> commit.changes().stream()).toList();
    }
  }

  History(Readers readers) {
    this.readers = readers;
  }

  /**
   * The transactions after {@code after} up to {@code until}, as many as bring at most {@code
   * limit} changes, and at least one if there is one, however long.
   */
  Page page(long after, long until, int limit) {
    return readers.read(
        connection -> {
          Page page = read(connection, after, until, limit);
          requireKept(connection, after);
          return page;
        });
  }

  /** Counts the changes of each revision after {@code after} up to {@code until}, in order. */
  void count(long after, long until, BiConsumer<Long, Long> sink) {
    readers.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT id / "
                      + LogKey.PLACES
                      + " AS revision, count(*) FROM log"
                      + " WHERE id > ? AND id <= ? GROUP BY revision ORDER BY revision")) {
            select.setLong(1, LogKey.last(after));
            select.setLong(2, LogKey.last(until));
            select.setFetchSize(Limits.PAGE);
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                sink.accept(rows.getLong(1), rows.getLong(2));
              }
              return true;
            }
          }
        });
  }

  /** Up to which revision changes are gone, whoever dropped them. */
  long compacted() {
    return readers.read(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return Long.parseLong(Beginning.meta(statement, "compacted"));
          }
        });
  }

  /** Looked at afterwards: what was there then was there before. */
  private static void requireKept(Connection connection, long after) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      long compacted = Long.parseLong(Beginning.meta(statement, "compacted"));
      if (compacted > after) {
        throw new Problem(
            Problem.Reason.EXHAUSTED,
            "changes after revision "
                + after
                + " were compacted; the oldest retained revision is "
                + compacted,
            "List what there is, and watch from that snapshot's revision.");
      }
    }
  }

  static Page read(Connection connection, long after, long until, int limit) throws SQLException {
    Reading reading = new Reading(after, limit);
    int some = Math.min(limit, AT_ONCE - 1) + 1;
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + LogRow.COLUMNS
                + " FROM log l WHERE l.id > ? AND l.id <= ? ORDER BY l.id LIMIT "
                + some)) {
      select.setLong(2, LogKey.last(until));
      long last = LogKey.last(after);
      for (int rows = some; rows == some; ) {
        rows = 0;
        select.setLong(1, last);
        try (ResultSet found = select.executeQuery()) {
          while (found.next()) {
            rows++;
            LogRow row = LogRow.read(found);
            last = row.id();
            if (!reading.takes(row)) {
              return whole(reading.commits, limit);
            }
          }
        }
      }
    }
    reading.open.addTo(reading.commits);
    Page page = whole(reading.commits, limit);
    return page.commits().size() < reading.commits.size() ? page : new Page(page.commits(), until);
  }

  /** A page while it is read. */
  private static final class Reading {

    private final List<Commit> commits = new ArrayList<>();
    private final int limit;
    private Gathered open;
    private int count;
    private long bytes;

    Reading(long after, int limit) {
      this.open = new Gathered(after);
      this.limit = limit;
    }

    /** False if the page is full before this one. */
    boolean takes(LogRow row) {
      long revision = LogKey.revision(row.id());
      if (revision != open.revision) {
        open.addTo(commits);
        if (count >= limit || bytes > Limits.PAGE_BYTES) {
          return false;
        }
        open = new Gathered(revision);
      }
      bytes += open.add(row);
      count++;
      return true;
    }
  }

  /** Without the last transaction if that is what passes the limit. */
  private static Page whole(List<Commit> commits, int limit) {
    int last = commits.size() - 1;
    int count = commits.stream().mapToInt(commit -> commit.changes().size()).sum();
    List<Commit> kept = count > limit && last > 0 ? commits.subList(0, last) : commits;
    return new Page(List.copyOf(kept), kept.isEmpty() ? 0 : kept.get(kept.size() - 1).revision());
  }

  /** The changes of one transaction while they are read. */
  private static final class Gathered {

    private final long revision;
    private final List<Changed> changes = new ArrayList<>();
    private long bytes;

    Gathered(long revision) {
      this.revision = revision;
    }

    long add(LogRow row) {
      changes.add(new Changed(revision, Changed.Op.valueOf(row.op()), row.resource()));
      bytes += row.json().length();
      return row.json().length();
    }

    void addTo(List<Commit> commits) {
      if (!changes.isEmpty()) {
        commits.add(new Commit(revision, List.copyOf(changes), bytes));
      }
    }
  }
}
