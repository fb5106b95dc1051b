package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;

/**
 * Reads states of the past: what was changed since is put back. So a state shares all else with the
 * one that it is made from, and takes time and memory by what lies between them. One is read at a
 * time, for it may be much. Thread-safe.
 */
final class Past {

  private static final int AT_ONCE = 1000;

  private final Readers readers;
  private final Duration patience;
  private final Semaphore turn = new Semaphore(1, true);

  Past(Readers readers, Duration patience) {
    this.readers = readers;
    this.patience = patience;
  }

  /**
   * @param newest a later state
   * @throws Problem EXHAUSTED with the oldest retained revision if it was compacted; UNAVAILABLE if
   *     others read the past for long
   */
  PersistentSnapshot read(PersistentSnapshot newest, long revision) {
    acquire();
    try {
      return back(newest, revision, formers(newest, revision));
    } finally {
      turn.release();
    }
  }

  /** The newest revision in the database, whichever node committed it. */
  long newest() {
    return readers.read(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return Long.parseLong(Beginning.meta(statement, "revision"));
          }
        });
  }

  private void acquire() {
    try {
      if (!turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Problem(
            Problem.Reason.UNAVAILABLE,
            "another reads a state of the past, which is done one after the other",
            "Try again in a moment.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(
          Problem.Reason.UNAVAILABLE, "the read was interrupted", "Try again.", List.of(), e);
    }
  }

  /** Of each name that changed since: which revision its state was of, 0 if there was none. */
  private Map<Ref, Long> formers(PersistentSnapshot newest, long revision) {
    Map<Ref, Long> formers = new HashMap<>();
    long end = LogKey.last(newest.revision());
    long[] at = {LogKey.last(revision)};
    while (at[0] < end) {
      at[0] = readers.read(connection -> formers(connection, at[0], end, revision, formers));
    }
    return formers;
  }

  /** A page of them: a long reader would hold up the log. */
  private static long formers(
      Connection connection, long after, long end, long revision, Map<Ref, Long> formers)
      throws SQLException {
    int count = 0;
    long last = end;
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + LogRow.COLUMNS
                + " FROM log l WHERE l.id > ? AND l.id <= ? ORDER BY l.id LIMIT "
                + AT_ONCE)) {
      select.setLong(1, after);
      select.setLong(2, end);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          LogRow row = LogRow.read(rows);
          formers.putIfAbsent(row.ref(), row.former());
          last = row.id();
          count++;
        }
      }
    }
    requireKept(connection, revision);
    return count < AT_ONCE ? end : last;
  }

  private PersistentSnapshot back(
      PersistentSnapshot newest, long revision, Map<Ref, Long> formers) {
    PersistentSnapshot state = newest;
    Iterator<Map.Entry<Ref, Long>> rest = formers.entrySet().iterator();
    while (rest.hasNext()) {
      List<Resource> puts = new ArrayList<>();
      List<Ref> removes = new ArrayList<>();
      readers.read(
          connection -> {
            List<String> gone = new ArrayList<>();
            restore(connection, rest, puts, removes, gone);
            requireKept(connection, revision);
            if (!gone.isEmpty()) {
              throw new Damaged("the table log lacks " + gone.get(0));
            }
            return true;
          });
      state = state.with(puts, removes);
    }
    return state.committed(revision);
  }

  private static void restore(
      Connection connection,
      Iterator<Map.Entry<Ref, Long>> rest,
      List<Resource> puts,
      List<Ref> removes,
      List<String> gone)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + LogRow.COLUMNS
                + " FROM log l WHERE l.id >= ? AND l.id <= ?"
                + " AND l.kind = ? AND l.tenant = ? AND l.name = ? ORDER BY l.id DESC LIMIT 1")) {
      while (rest.hasNext() && puts.size() + removes.size() < AT_ONCE) {
        Map.Entry<Ref, Long> next = rest.next();
        Ref ref = next.getKey();
        if (next.getValue() == 0) {
          removes.add(ref);
          continue;
        }
        select.setLong(1, LogKey.first(next.getValue()));
        select.setLong(2, LogKey.last(next.getValue()));
        select.setString(3, ref.kind());
        select.setString(4, ref.tenant());
        select.setString(5, ref.name());
        try (ResultSet row = select.executeQuery()) {
          if (row.next()) {
            puts.add(LogRow.read(row).resource());
          } else {
            gone.add(ref + " at revision " + next.getValue());
          }
        }
      }
    }
  }

  /** Looked at afterwards: what was there then was there before. */
  private static void requireKept(Connection connection, long revision) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      long oldest =
          Math.max(
              Long.parseLong(Beginning.meta(statement, "compacted")),
              Long.parseLong(Beginning.meta(statement, "whole")));
      if (revision < oldest) {
        throw new Problem(
            Problem.Reason.EXHAUSTED,
            "the state at revision "
                + revision
                + " was compacted; the oldest retained revision is "
                + oldest,
            "Ask for that one or a later one.");
      }
    }
  }
}
