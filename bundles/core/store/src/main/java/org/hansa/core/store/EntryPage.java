package org.hansa.core.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;

/**
 * A page of entries as it is read: it ends after so many or many bytes, and then its last number is
 * the cursor.
 */
final class EntryPage {

  private static final long NANOS = 1_000_000_000L;

  private final int limit;
  private final List<Store.Numbered> found = new ArrayList<>();
  private long bytes;
  private boolean ended;

  EntryPage(int limit) {
    this.limit = limit;
  }

  /** Whether it has all that it may, and there is more. */
  boolean hasEnded() {
    return ended;
  }

  /** Entries that it takes yet, and one more to know whether there are more. */
  int open() {
    return limit + 1 - found.size();
  }

  /** Adds what a query finds, as far as it may. */
  void read(Connection connection, EntryQuery query) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query.sql())) {
      for (int i = 0; i < query.values().size(); i++) {
        select.setObject(i + 1, query.values().get(i));
      }
      select.setFetchSize(open());
      try (ResultSet rows = select.executeQuery()) {
        while (!ended && rows.next()) {
          take(rows);
        }
      }
    }
  }

  private void take(ResultSet row) throws SQLException {
    ended = found.size() == limit || bytes > Limits.PAGE_BYTES;
    if (!ended) {
      Store.Numbered next = numbered(row);
      bytes += next.entry().body().size();
      found.add(next);
    }
  }

  Store.Page done() {
    return new Store.Page(
        found, ended ? Optional.of(found.get(found.size() - 1).number()) : Optional.empty());
  }

  private static Store.Numbered numbered(ResultSet row) throws SQLException {
    String subject = row.getString(4);
    return new Store.Numbered(
        row.getLong(1),
        new Entry(
            row.getString(2),
            instant(row.getLong(3)),
            subject.isEmpty() ? Optional.empty() : Optional.of(Ref.parse(subject)),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            Doc.ofCanonical(row.getString(8).getBytes(StandardCharsets.UTF_8)),
            EntryIndex.others(row.getString(9))));
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }
}
