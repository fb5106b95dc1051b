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

/** Reads record streams and sealed values. */
final class Records {

  /** Entries in one page at most, whatever was asked. */
  static final int MOST = 1000;

  private static final long NANOS = 1_000_000_000L;

  private final Readers readers;

  Records(Readers readers) {
    this.readers = readers;
  }

  Optional<byte[]> sealed(Ref secret) {
    return readers.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT value FROM sealed WHERE kind = ? AND tenant = ? AND name = ?")) {
            select.setString(1, secret.kind());
            select.setString(2, secret.tenant());
            select.setString(3, secret.name());
            try (ResultSet found = select.executeQuery()) {
              return found.next() ? Optional.of(found.getBytes(1)) : Optional.empty();
            }
          }
        });
  }

  Store.Page page(Store.Query query) {
    int limit = Math.max(1, Math.min(MOST, query.limit()));
    return readers.read(connection -> read(connection, query, limit));
  }

  private Store.Page read(Connection connection, Store.Query query, int limit) throws SQLException {
    EntryQuery asked = EntryQuery.of(query, readers.database(), limit + 1);
    try (PreparedStatement select = connection.prepareStatement(asked.sql())) {
      for (int i = 0; i < asked.values().size(); i++) {
        select.setObject(i + 1, asked.values().get(i));
      }
      select.setFetchSize(limit + 1);
      try (ResultSet rows = select.executeQuery()) {
        return gather(rows, limit);
      }
    }
  }

  /** A page ends after {@code limit} entries or many bytes; then its last number is the cursor. */
  private static Store.Page gather(ResultSet rows, int limit) throws SQLException {
    List<Store.Numbered> found = new ArrayList<>();
    long bytes = 0;
    while (rows.next()) {
      if (found.size() == limit || bytes > Limits.PAGE_BYTES) {
        return new Store.Page(found, Optional.of(found.get(found.size() - 1).number()));
      }
      Store.Numbered next = numbered(rows);
      bytes += next.entry().body().size();
      found.add(next);
    }
    return new Store.Page(found, Optional.empty());
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
