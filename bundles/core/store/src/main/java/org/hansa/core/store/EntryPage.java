package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.store.Store;

/**
 * A page of entries as it is read: it ends after so many or many bytes, and then its last number is
 * the cursor.
 */
final class EntryPage {

  private final Store.Query query;
  private final int limit;
  private final List<Store.Numbered> found = new ArrayList<>();
  private long bytes;
  private boolean ended;

  EntryPage(Store.Query query, int limit) {
    this.query = query;
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

  /** In the order in which they were found. */
  List<Long> numbers() {
    return found.stream().map(Store.Numbered::number).toList();
  }

  /** The number that was found last. */
  long last() {
    return found.get(found.size() - 1).number();
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
      Store.Numbered next = EntryRow.read(row).numbered();
      require(next.number());
      bytes += next.entry().body().size();
      found.add(next);
    }
  }

  /** An index that is damaged may lead to an entry twice, or back. */
  private void require(long next) throws Damaged {
    long before = found.isEmpty() ? query.after() : last();
    if (before > 0 && (query.newestFirst() ? next >= before : next <= before)) {
      throw new Damaged("the entries " + before + " and " + next + " are in no order");
    }
  }

  Store.Page done() {
    return new Store.Page(found, ended ? Optional.of(last()) : Optional.empty());
  }
}
