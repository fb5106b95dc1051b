package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Catalogue;

/**
 * Reads the catalogue. Each query goes on in an index where the page before ended, so that a page
 * costs the same wherever it is.
 */
final class DatabaseCatalogue implements Catalogue {

  private static final Pattern NAME = Pattern.compile("[a-z0-9.-]{1,253}/[a-z0-9.-]{1,253}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private static final int TEXTS = 100;

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
    Sql sql = query.words().isBlank() ? named(query) : found(query);
    return readers.read(connection -> read(connection, sql, query, limit));
  }

  /** A query that is put together: text and what is set into it. */
  private static final class Sql {

    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /** Whether the cursor is an id; else it is tenant and name. */
    private final boolean byId;

    Sql(boolean byId) {
      this.byId = byId;
    }

    Sql add(String more, Object... with) {
      text.append(more);
      values.addAll(List.of(with));
      return this;
    }
  }

  /** By tenant and name, in their index or that of a label. */
  private static Sql named(Query query) {
    if (!query.after().isEmpty() && !NAME.matcher(query.after()).matches()) {
      throw cursor(query);
    }
    List<Map.Entry<String, String>> labels = List.copyOf(query.labels().entrySet());
    Sql sql = new Sql(false);
    String t = labels.isEmpty() ? "c" : "l";
    String cursor = "SELECT " + FiledRow.COLUMNS + " FROM ";
    if (labels.isEmpty()) {
      sql.add(cursor + "catalogue c WHERE c.kind = ?", query.kind());
    } else {
      sql.add(
          cursor
              + "catalogue_label l JOIN catalogue c"
              + " ON c.kind = l.kind AND c.tenant = l.tenant AND c.name = l.name"
              + " WHERE l.kind = ? AND l.key = ? AND l.value = ?",
          query.kind(),
          labels.get(0).getKey(),
          labels.get(0).getValue());
      for (Map.Entry<String, String> label : labels.subList(1, labels.size())) {
        other(sql, t, query.kind(), label);
      }
    }
    query.tenant().ifPresent(tenant -> sql.add(" AND " + t + ".tenant = ?", tenant));
    if (!query.after().isEmpty()) {
      String[] parts = query.after().split("/", 2);
      if (query.tenant().isPresent()) {
        sql.add(" AND " + t + ".name > ?", parts[1]);
      } else {
        sql.add(" AND (" + t + ".tenant, " + t + ".name) > (?, ?)", parts[0], parts[1]);
      }
    }
    return sql.add(" ORDER BY " + t + ".tenant, " + t + ".name");
  }

  /** By words, in the order in which they came. */
  private Sql found(Query query) {
    if (!query.after().isEmpty() && !NUMBER.matcher(query.after()).matches()) {
      throw cursor(query);
    }
    long after = query.after().isEmpty() ? 0 : Long.parseLong(query.after());
    List<String> words = WordList.asked(query.words(), query.labels());
    Sql sql = new Sql(true);
    if (schema == Schema.SQLITE) {
      sql.add(
          "SELECT "
              + FiledRow.COLUMNS
              + " FROM catalogue_words w CROSS JOIN catalogue c ON c.id = w.rowid"
              + " WHERE w.catalogue_words MATCH ? AND w.rowid > ? AND c.kind = ?",
          WordList.match(query.kind(), query.tenant(), words),
          after,
          query.kind());
    } else {
      sql.add(
          "WITH f AS MATERIALIZED (SELECT id FROM catalogue WHERE words @@ CAST(? AS tsquery)"
              + " AND id > ? AND kind = ?) SELECT "
              + FiledRow.COLUMNS
              + " FROM f JOIN catalogue c ON c.id = f.id WHERE c.kind = ?",
          WordList.tsquery(words),
          after,
          query.kind(),
          query.kind());
    }
    query.tenant().ifPresent(tenant -> sql.add(" AND c.tenant = ?", tenant));
    query.labels().entrySet().forEach(label -> other(sql, "c", query.kind(), label));
    return sql.add(" ORDER BY " + (schema == Schema.SQLITE ? "w.rowid" : "c.id"));
  }

  private static void other(Sql sql, String of, String kind, Map.Entry<String, String> label) {
    sql.add(
        " AND EXISTS (SELECT 1 FROM catalogue_label o WHERE o.kind = ? AND o.key = ?"
            + " AND o.value = ? AND o.tenant = "
            + of
            + ".tenant AND o.name = "
            + of
            + ".name)",
        kind,
        label.getKey(),
        label.getValue());
  }

  private static Problem cursor(Query query) {
    return Problem.invalid(
        "cursor", query.after(), "one of this list", "Take it from the page before.");
  }

  private static Page read(Connection connection, Sql sql, Query query, int limit)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(sql.text + " LIMIT " + (limit + 1))) {
      for (int i = 0; i < sql.values.size(); i++) {
        select.setObject(i + 1, sql.values.get(i));
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
          last = sql.byId ? Long.toString(row.id()) : row.tenant() + "/" + row.name();
        }
      }
      return new Page(page, Optional.empty());
    }
  }
}
