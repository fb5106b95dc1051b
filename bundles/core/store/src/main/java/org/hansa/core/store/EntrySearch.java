package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.hansa.core.api.store.Store;

/**
 * Reads a page of the entries that speak of one resource or uid: from the runs of {@link
 * EntryIndex}, one row or two of each, and by reading through what is not in them yet.
 */
final class EntrySearch {

  /** Entries looked at by one query: what a run names may turn out to be of another word. */
  private static final int AT_ONCE = 100;

  /** Runs looked at by one query: a database may answer with all of them at once. */
  private static final int RUNS = 64;

  /** Rows of a run in which a word may stand: the one that begins before it, and those within. */
  private static final String ROWS =
      """
      SELECT r.run, w.words FROM entry_run r CROSS JOIN entry_words w
      WHERE r.run >= ? AND r.run <= ? AND w.run = r.run AND w.first <= ?
      AND w.first >= coalesce((SELECT x.first FROM entry_words x
        WHERE x.run = r.run AND x.first <= ? ORDER BY x.first DESC LIMIT 1), 0)
      ORDER BY r.run%1$s, w.first%1$s\
      """;

  private final Connection connection;
  private final Database database;
  private final Store.Query query;
  private final EntryPage page;
  private final List<Long> some = new ArrayList<>();
  private long last = -1;

  EntrySearch(Connection connection, Database database, Store.Query query, EntryPage page) {
    this.connection = connection;
    this.database = database;
    this.query = query;
    this.page = page;
  }

  void run() throws SQLException {
    // Read first: what is put into the index meanwhile is read through below all the same.
    long indexed;
    try (Statement statement = connection.createStatement()) {
      indexed = Long.parseLong(Beginning.meta(statement, "indexed"));
    }
    if (query.newestFirst()) {
      beyond(indexed);
      runs(indexed);
    } else {
      runs(indexed);
      beyond(indexed);
    }
  }

  private void beyond(long indexed) throws SQLException {
    if (!page.hasEnded()) {
      EntryCheck check = new EntryCheck(connection, database, query, true, indexed);
      page.read(connection, EntryQuery.beyond(query, database, indexed, page.open()));
      check.check(page);
    }
  }

  private void runs(long indexed) throws SQLException {
    boolean further = query.after() > 0;
    long from = !query.newestFirst() && further ? query.after() : 0;
    long until = query.newestFirst() && further ? Math.min(indexed, query.after() - 1) : indexed;
    List<Long> runs = between(from, until);
    for (int i = 0; i < runs.size() && !page.hasEnded(); i += RUNS) {
      runs(runs.subList(i, Math.min(i + RUNS, runs.size())), until);
    }
    read();
  }

  /** The runs that have entries from one number until another. */
  private List<Long> between(long from, long until) throws SQLException {
    String sql =
        "SELECT run FROM entry_run WHERE run <= ? AND run >="
            + " coalesce((SELECT max(run) FROM entry_run WHERE run <= ?), 0) ORDER BY run"
            + direction();
    List<Long> runs = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, until);
      select.setLong(2, from);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          runs.add(rows.getLong(1));
        }
      }
    }
    return runs;
  }

  private String direction() {
    return query.newestFirst() ? " DESC" : " ASC";
  }

  private void runs(List<Long> some, long until) throws SQLException {
    long hash = EntryRun.hash(query.stream(), word());
    try (PreparedStatement select = connection.prepareStatement(ROWS.formatted(direction()))) {
      select.setLong(1, Collections.min(some));
      select.setLong(2, Collections.max(some));
      select.setLong(3, EntryRun.greatest(hash));
      select.setLong(4, EntryRun.least(hash));
      try (ResultSet rows = select.executeQuery()) {
        while (!page.hasEnded() && rows.next()) {
          look(rows.getLong(1), rows.getBytes(2), hash, until);
        }
      }
    }
  }

  /** A uid tells more than a name. */
  private String word() {
    return query
        .uid()
        .map(EntryIndex::uid)
        .orElseGet(() -> EntryIndex.subject(query.subject().orElseThrow()));
  }

  private void look(long first, byte[] row, long hash, long until) throws SQLException {
    List<Long> named = new ArrayList<>();
    EntryRun.find(first, row, hash, named::add);
    if (query.newestFirst()) {
      Collections.reverse(named);
    }
    for (long number : named) {
      boolean asked = query.newestFirst() || number > query.after();
      if (asked && number <= until && number != last) {
        last = number;
        some.add(number);
        if (some.size() == AT_ONCE) {
          read();
        }
      }
    }
  }

  private void read() throws SQLException {
    if (!some.isEmpty() && !page.hasEnded()) {
      EntryCheck.present(connection, database, some);
      page.read(connection, EntryQuery.among(query, database, List.copyOf(some)));
    }
    some.clear();
  }
}
