package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Catalogue;

/**
 * Reads the catalogue. Each query goes on in an index where the page before ended, so that a page
 * costs the same wherever it is.
 */
final class DatabaseCatalogue implements Catalogue {

  private static final int TEXTS = 100;

  /** Rows for each that is asked for, among which all are looked at whether they have the words. */
  private static final int FEW = 5;

  /** So many, where so many are likely to be enough. */
  private static final int MANY = 50;

  private final Readers readers;
  private final Schema schema;

  DatabaseCatalogue(Readers readers, Schema schema) {
    this.readers = readers;
    this.schema = schema;
  }

  @Override
  public Optional<Resource> get(Ref ref) {
    return readers.read(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(FiledRow.BY_NAME)) {
            select.setString(1, ref.kind());
            select.setString(2, ref.tenant());
            select.setString(3, ref.name());
            try (ResultSet found = select.executeQuery()) {
              return found.next() ? Optional.of(FiledRow.read(found).resource()) : Optional.empty();
            }
          }
        });
  }

  /** Gives the text of each resource, a page at a time. */
  void texts(Consumer<String> sink) {
    long[] after = {Long.MIN_VALUE};
    while (readers.read(connection -> texts(connection, after, sink))) {
      // The next page goes on after the last id of this one.
    }
  }

  private static boolean texts(Connection connection, long[] after, Consumer<String> sink)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + FiledRow.COLUMNS
                + " FROM catalogue c WHERE c.id > ? ORDER BY c.id LIMIT "
                + TEXTS)) {
      select.setLong(1, after[0]);
      int count = 0;
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          FiledRow row = FiledRow.read(rows);
          after[0] = row.id();
          sink.accept(row.json());
          count++;
        }
      }
      return count == TEXTS;
    }
  }

  @Override
  public Page list(Query query) {
    int limit = Math.max(1, Math.min(MOST, query.limit()));
    if (query.words().isBlank()) {
      CatalogueSql sql = CatalogueSql.named(query, limit + 1);
      return readers.read(connection -> read(connection, sql, query, limit));
    }
    if (schema == Schema.SQLITE) {
      CatalogueSql sql = CatalogueSql.matched(query);
      return readers.read(connection -> read(connection, sql, query, limit));
    }
    CatalogueSql few = CatalogueSql.among(query, FEW * limit);
    return readers.read(connection -> found(connection, few, query, limit));
  }

  /**
   * PostgreSQL's index gives all that have a word in no order, however many they are. So a page is
   * looked for among the next few rows first, and further on if many of these have the words; what
   * is as frequent as that fills a page soon. Only what is rarer is left to the index.
   */
  private static Page found(Connection connection, CatalogueSql few, Query query, int limit)
      throws SQLException {
    Page page = read(connection, few, query, limit);
    if (page.next().isPresent() || !goesOn(connection, query, FEW * limit)) {
      return page;
    }
    if (page.resources().size() * MANY >= FEW * limit) {
      page = read(connection, CatalogueSql.among(query, MANY * limit), query, limit);
      if (page.next().isPresent()) {
        return page;
      }
    }
    return read(connection, CatalogueSql.indexed(query, limit + 1), query, limit);
  }

  /** Whether there are more rows than so many after the page before. */
  private static boolean goesOn(Connection connection, Query query, int rows) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT 1 FROM catalogue WHERE id > ? ORDER BY id LIMIT 1 OFFSET " + rows)) {
      select.setLong(1, CatalogueSql.after(query));
      try (ResultSet rest = select.executeQuery()) {
        return rest.next();
      }
    }
  }

  private static Page read(Connection connection, CatalogueSql sql, Query query, int limit)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(sql.text() + " LIMIT " + (limit + 1))) {
      for (int i = 0; i < sql.values().size(); i++) {
        select.setObject(i + 1, sql.values().get(i));
      }
      select.setFetchSize(limit + 1);
      List<Resource> page = new ArrayList<>();
      String last = "";
      long bytes = 0;
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          if (page.size() == limit || bytes > Limits.PAGE_BYTES) {
            return new Page(page, Optional.of(last));
          }
          FiledRow row = FiledRow.read(rows);
          bytes += row.json().length();
          Resource resource = row.resource();
          if (!resource.labels().entrySet().containsAll(query.labels().entrySet())) {
            throw new Damaged(
                "the row " + row.id() + " of the table catalogue is found by another's label");
          }
          page.add(resource);
          last = sql.isById() ? Long.toString(row.id()) : row.tenant() + "/" + row.name();
        }
      }
      return new Page(page, Optional.empty());
    }
  }
}
