package org.hansa.core.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hansa.core.api.store.Store;

/**
 * What reads entries of a record stream in order, and no more of it than a page has.
 *
 * @param values of the parameters, numbers and texts
 */
record EntryQuery(String sql, List<Object> values) {

  private static final String COLUMNS =
      "SELECT e.number, e.stream, e.at, e.subject, e.uid, e.actor, e.cause, e.body, e.others, e.crc"
          + " FROM entry e";
  private static final long NANOS = 1_000_000_000L;

  /** All of the stream. */
  static EntryQuery of(Store.Query query, Database database, int rows) {
    return new Text(query, database).stream().after().at().ordered(rows).done();
  }

  /** Those after a number, each looked at for what it speaks of. */
  static EntryQuery beyond(Store.Query query, Database database, long number, int rows) {
    Text text = new Text(query, database).stream().add(" AND e.number > ?", number);
    return text.after().about().at().ordered(rows).done();
  }

  /** Of some numbers; a hundred or so at most. */
  static EntryQuery among(Store.Query query, Database database, List<Long> numbers) {
    Text text = new Text(query, database).add(COLUMNS).add(" WHERE e.number IN (");
    text.add("?, ".repeat(numbers.size() - 1) + "?)", numbers.toArray());
    text.add(" AND e.stream = ?", query.stream());
    return text.about().at().ordered(numbers.size()).done();
  }

  /** How many there are in a range of numbers, by the rows themselves. */
  static EntryQuery count(
      Store.Query query, Database database, boolean about, long after, long until) {
    Text text = new Text(query, database).add("SELECT count(*) FROM entry e NOT INDEXED");
    text.add(" WHERE e.stream = ? AND e.number > ?", query.stream(), after);
    text.add(" AND e.number <= ?", until);
    return (about ? text.about() : text).at().done();
  }

  private static final class Text {

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();
    private final Store.Query query;
    private final Database database;

    Text(Store.Query query, Database database) {
      this.query = query;
      this.database = database;
    }

    EntryQuery done() {
      return new EntryQuery(sql.toString(), values);
    }

    Text add(String part, Object... parameters) {
      sql.append(part);
      values.addAll(List.of(parameters));
      return this;
    }

    Text stream() {
      add(COLUMNS + database.using("entry_by_stream"));
      return add(" WHERE e.stream = ?", query.stream());
    }

    Text about() {
      query.uid().ifPresent(this::uid);
      query.subject().ifPresent(ref -> subject(ref.toString()));
      return this;
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

    Text after() {
      return query.after() > 0
          ? add(" AND e.number" + (query.newestFirst() ? " < ?" : " > ?"), query.after())
          : this;
    }

    Text at() {
      query.from().ifPresent(from -> add(" AND e.at >= ?", bound(from)));
      query.until().ifPresent(until -> add(" AND e.at < ?", bound(until)));
      return this;
    }

    Text ordered(int rows) {
      String direction = query.newestFirst() ? " DESC" : " ASC";
      return add(" ORDER BY e.number" + direction + " LIMIT ?", rows);
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
