package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Entries, run by run: each row, the index of streams against the rows, and the run against the one
 * that is made anew of the rows.
 */
final class InspectedEntries implements Inspected {

  private final Database database;
  private final boolean lite;

  /** Of each stream: how many entries the piece has, by the rows; streams of former pieces too. */
  private final Map<String, Long> streams = new TreeMap<>();

  private long from = Long.MIN_VALUE;
  private long rows;

  InspectedEntries(Database database) {
    this.database = database;
    this.lite = database.schema() == Schema.SQLITE;
  }

  @Override
  public String title() {
    return Part.ENTRIES.title();
  }

  @Override
  public long rows() {
    return rows;
  }

  /** A run and what comes until the next; or what is before all runs, or in none yet. */
  @Override
  public boolean next(Connection moment) throws SQLException {
    long indexed;
    try (Statement statement = moment.createStatement()) {
      indexed = Long.parseLong(Beginning.meta(statement, "indexed"));
    }
    if (from == Long.MIN_VALUE) {
      streams(moment);
    }
    List<Long> runs = runs(moment);
    if (from > indexed) {
      look(moment, Long.MAX_VALUE, Optional.empty());
      if (!runs.isEmpty()) {
        throw new Damaged("entries from " + from + " on are in their index before they may be");
      }
      if (lite) {
        requireNewest(moment);
      }
      return false;
    }
    boolean isRun = !runs.isEmpty() && runs.get(0) == from;
    int next = isRun ? 1 : 0;
    long until = runs.size() > next ? runs.get(next) - 1 : indexed;
    Optional<EntryRun> made = Optional.of(new EntryRun(Math.max(from, 0)));
    look(moment, until, made);
    if (!Arrays.equals(made.get().sorted(), isRun ? written(moment) : new long[0])) {
      throw new Damaged("entries from " + from + " to " + until + " are not found by their words");
    }
    from = until + 1;
    return true;
  }

  private static void requireNewest(Connection moment) throws SQLException {
    try (Statement statement = moment.createStatement()) {
      long unused = EntryIndex.newestOfAll(statement);
    }
  }

  /** The two next, each found by its number too. */
  private List<Long> runs(Connection moment) throws SQLException {
    List<Long> runs = new ArrayList<>();
    try (PreparedStatement select =
        moment.prepareStatement(
            "SELECT a.run, r.run FROM entry_run a LEFT JOIN entry_run r ON r.run = a.run"
                + " WHERE a.run >= ? ORDER BY a.run LIMIT 2")) {
      select.setLong(1, from);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          runs.add(found.getLong(1));
          if (found.getLong(2) != found.getLong(1)) {
            throw new Damaged("the run " + found.getLong(1) + " is not found by its number");
          }
        }
      }
    }
    return runs;
  }

  /** All longs of a run, as they stand. */
  private long[] written(Connection moment) throws SQLException {
    List<EntryRun.Row> written = new ArrayList<>();
    try (PreparedStatement select =
        moment.prepareStatement(
            "SELECT first, words FROM entry_words WHERE run = ? ORDER BY first")) {
      select.setLong(1, from);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          written.add(new EntryRun.Row(found.getLong(1), found.getBytes(2)));
        }
      }
    }
    return EntryRun.joined(written);
  }

  /** Streams that only the index knows count too. */
  private void streams(Connection moment) throws SQLException {
    try (PreparedStatement select =
        moment.prepareStatement(
            "SELECT min(stream) FROM entry"
                + database.using("entry_by_stream")
                + " WHERE stream > ?")) {
      for (String last = ""; last != null; ) {
        select.setString(1, last);
        try (ResultSet found = select.executeQuery()) {
          last = found.next() ? found.getString(1) : null;
        }
        if (last != null) {
          streams.put(last, 0L);
        }
      }
    }
  }

  private void look(Connection moment, long until, Optional<EntryRun> made) throws SQLException {
    streams.replaceAll((stream, count) -> 0L);
    try (PreparedStatement select = moment.prepareStatement(both())) {
      select.setLong(1, from);
      select.setLong(2, until);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          EntryRow row = EntryRow.read(found);
          if (found.getLong(11) != row.number() || found.getLong(12) != row.at()) {
            throw new Damaged("the entry " + row.number() + " is not found by its stream");
          }
          streams.merge(row.stream(), 1L, Long::sum);
          made.ifPresent(run -> EntryIndex.words(row, hash -> run.add(row.number(), hash)));
          rows++;
        }
      }
    }
    if (lite) {
      for (Map.Entry<String, Long> each : streams.entrySet()) {
        count(moment, each.getKey(), until, each.getValue());
      }
    }
  }

  /** Each row by itself, and as its stream's index leads to it. */
  private String both() {
    return "SELECT e.number, e.stream, e.at, e.subject, e.uid, e.actor, e.cause, e.body, e.others,"
        + " e.crc, i.number, i.at FROM entry e"
        + (lite ? " NOT INDEXED" : "")
        + " LEFT JOIN entry i"
        + database.using("entry_by_stream")
        + " ON i.stream = e.stream AND i.number = e.number"
        + " WHERE e.number >= ? AND e.number <= ? ORDER BY e.number";
  }

  /** The index has no more than the rows. */
  private void count(Connection moment, String stream, long until, long wanted)
      throws SQLException {
    try (PreparedStatement select =
        moment.prepareStatement(
            "SELECT count(*) FROM entry"
                + database.using("entry_by_stream")
                + " WHERE stream = ? AND number >= ? AND number <= ?")) {
      select.setString(1, stream);
      select.setLong(2, from);
      select.setLong(3, until);
      try (ResultSet found = select.executeQuery()) {
        if (!found.next() || found.getLong(1) != wanted) {
          throw new Damaged("entries from " + from + " to " + until + " are lost");
        }
      }
    }
  }
}
