package org.hansa.core.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hansa.core.api.store.Store;

/**
 * What reads one page of a record stream in order, and no more of it than the page has: by what
 * entries speak of, from the index and then from those that are not in it yet.
 *
 * @param values of the parameters, numbers and texts
 */
record EntryQuery(String sql, List<Object> values) {

  private static final String COLUMNS =
      "number, stream, at, subject, uid, actor, cause, body, others";
  private static final String EACH =
      "e.number, e.stream, e.at, e.subject, e.uid, e.actor, e.cause, e.body, e.others";
  private static final long NANOS = 1_000_000_000L;

  static EntryQuery of(Store.Query query, Database database, int rows) {
    Text text = new Text(query, database, rows);
    if (query.subject().isEmpty() && query.uid().isEmpty()) {
      text.add("SELECT " + EACH + " FROM entry e" + database.using("entry_by_stream"));
      text.add(" WHERE e.stream = ?", query.stream()).narrowed();
    } else {
      text.add("SELECT " + COLUMNS + " FROM (SELECT * FROM (").indexed();
      text.add(") a UNION ALL SELECT * FROM (").others().add(") b) e").ordered();
    }
    return new EntryQuery(text.sql.toString(), text.values);
  }

  private static final class Text {

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();
    private final Store.Query query;
    private final Database database;
    private final int rows;

    Text(Store.Query query, Database database, int rows) {
      this.query = query;
      this.database = database;
      this.rows = rows;
    }

    Text add(String part, Object... parameters) {
      sql.append(part);
      values.addAll(List.of(parameters));
      return this;
    }

    /** A uid tells more than a name. */
    Text indexed() {
      String word =
          query
              .uid()
              .map(EntryIndex::uid)
              .orElseGet(() -> EntryIndex.subject(query.subject().orElseThrow()));
      add("SELECT " + EACH + " FROM entry_about a CROSS JOIN entry e");
      add(" WHERE a.stream = ? AND a.about = ?", query.stream(), word);
      after("a.number").add(" AND e.number = a.number");
      query.uid().flatMap(uid -> query.subject()).ifPresent(ref -> subject(ref.toString()));
      return at().add(" ORDER BY a.number" + direction() + " LIMIT ?", rows);
    }

    Text others() {
      add("SELECT " + EACH + " FROM entry e" + database.using("entry_by_stream"));
      add(" WHERE e.stream = ?", query.stream());
      add(" AND e.number > (SELECT CAST(value AS BIGINT) FROM meta WHERE key = 'indexed')");
      query.uid().ifPresent(this::uid);
      query.subject().ifPresent(ref -> subject(ref.toString()));
      return narrowed();
    }

    private void uid(String uid) {
      add(" AND (e.uid = ? AND e.uid <> '' OR ", uid).other(EntryIndex.uid(uid));
    }

    private void subject(String ref) {
      add(" AND (e.subject = ? OR ", ref).other("s" + ref);
    }

    private void other(String word) {
      add(database.schema().contains("e.others") + ")", EntryIndex.quoted(word));
    }

    private Text narrowed() {
      return after("e.number").at().ordered();
    }

    private Text after(String number) {
      return query.after() > 0
          ? add(" AND " + number + (query.newestFirst() ? " < ?" : " > ?"), query.after())
          : this;
    }

    private Text at() {
      query.from().ifPresent(from -> add(" AND e.at >= ?", bound(from)));
      query.until().ifPresent(until -> add(" AND e.at < ?", bound(until)));
      return this;
    }

    private Text ordered() {
      return add(" ORDER BY e.number" + direction() + " LIMIT ?", rows);
    }

    private String direction() {
      return query.newestFirst() ? " DESC" : " ASC";
    }
  }

  /** A bound beyond what can be stored means as far as there is. */
  private static long bound(Instant at) {
    if (at.getEpochSecond() <= Long.MIN_VALUE / NANOS) {
      return Long.MIN_VALUE;
    }
    return at.getEpochSecond() >= Long.MAX_VALUE / NANOS ? Long.MAX_VALUE : Prepared.nanos(at);
  }
}
