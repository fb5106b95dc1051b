package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Store;

/** Reads record streams and sealed values. */
final class Records {

  /** Entries in one page at most, whatever was asked. */
  static final int MOST = 1000;

  private final Readers readers;

  Records(Readers readers) {
    this.readers = readers;
  }

  Optional<byte[]> sealed(Ref secret) {
    return readers.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT "
                      + SealedRow.COLUMNS
                      + " FROM sealed s WHERE s.kind = ? AND s.tenant = ? AND s.name = ?")) {
            select.setString(1, secret.kind());
            select.setString(2, secret.tenant());
            select.setString(3, secret.name());
            try (ResultSet found = select.executeQuery()) {
              return found.next() ? Optional.of(SealedRow.read(found).value()) : Optional.empty();
            }
          }
        });
  }

  Store.Page page(Store.Query query) {
    int limit = Math.max(1, Math.min(MOST, query.limit()));
    return readers.read(connection -> read(connection, query, limit));
  }

  private Store.Page read(Connection connection, Store.Query query, int limit) throws SQLException {
    EntryPage page = new EntryPage(query, limit);
    if (query.subject().isEmpty() && query.uid().isEmpty()) {
      EntryCheck check = new EntryCheck(connection, readers.database(), query, false, 0);
      page.read(connection, EntryQuery.of(query, readers.database(), limit + 1));
      check.check(page);
    } else {
      new EntrySearch(connection, readers.database(), query, page).run();
    }
    return page.done();
  }
}
