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
    try (PreparedStatement select = connection.prepareStatement(sql(query, readers.database()))) {
      int at = 1;
      select.setString(at++, query.stream());
      if (query.uid().isPresent()) {
        select.setString(at++, query.uid().get());
      }
      if (query.subject().isPresent()) {
        select.setString(at++, query.subject().get().toString());
      }
      if (query.from().isPresent()) {
        select.setLong(at++, bound(query.from().get()));
      }
      if (query.until().isPresent()) {
        select.setLong(at++, bound(query.until().get()));
      }
      if (query.after() > 0) {
        select.setLong(at++, query.after());
      }
      select.setInt(at, limit + 1);
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

  /**
   * The index is named where that can be, so that each page is read in order, whatever else is
   * asked.
   */
  private static String sql(Store.Query query, Database database) {
    String index =
        query.uid().isPresent()
            ? "entry_by_uid"
            : query.subject().isPresent() ? "entry_by_subject" : "entry_by_stream";
    StringBuilder sql =
        new StringBuilder("SELECT number, stream, at, subject, uid, actor, cause, body FROM entry")
            .append(database.using(index))
            .append(" WHERE stream = ?");
    query.uid().ifPresent(uid -> sql.append(" AND uid = ? AND uid <> ''"));
    query.subject().ifPresent(ref -> sql.append(" AND subject = ? AND subject <> ''"));
    query.from().ifPresent(from -> sql.append(" AND at >= ?"));
    query.until().ifPresent(until -> sql.append(" AND at < ?"));
    if (query.after() > 0) {
      sql.append(query.newestFirst() ? " AND number < ?" : " AND number > ?");
    }
    return sql.append(" ORDER BY number ")
        .append(query.newestFirst() ? "DESC" : "ASC")
        .append(" LIMIT ?")
        .toString();
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
            Doc.ofCanonical(row.getString(8).getBytes(StandardCharsets.UTF_8))));
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }

  /** A bound beyond what can be stored means as far as there is. */
  private static long bound(Instant at) {
    if (at.getEpochSecond() <= Long.MIN_VALUE / NANOS) {
      return Long.MIN_VALUE;
    }
    return at.getEpochSecond() >= Long.MAX_VALUE / NANOS ? Long.MAX_VALUE : Prepared.nanos(at);
  }
}
