package org.hansa.core.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Catalogue;

/** A query of the catalogue as SQL, but for its limit: text and what is set into it. */
final class CatalogueSql {

  private static final Pattern NAME = Pattern.compile("[a-z0-9.-]{1,253}/[a-z0-9.-]{1,253}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private static final String SELECT = "SELECT " + FiledRow.COLUMNS + " FROM ";

  private final StringBuilder text = new StringBuilder();
  private final List<Object> values = new ArrayList<>();
  private final boolean byId;

  private CatalogueSql(boolean byId) {
    this.byId = byId;
  }

  String text() {
    return text.toString();
  }

  /** In the order of the question marks. */
  List<Object> values() {
    return values;
  }

  /** Whether the cursor is an id; else it is tenant and name. */
  boolean isById() {
    return byId;
  }

  private CatalogueSql add(String more, Object... with) {
    text.append(more);
    values.addAll(List.of(with));
    return this;
  }

  /** By tenant and name, in their index or that of a label: the first so many. */
  static CatalogueSql named(Catalogue.Query query, int most) {
    if (!query.after().isEmpty() && !NAME.matcher(query.after()).matches()) {
      throw cursor(query);
    }
    CatalogueSql sql = new CatalogueSql(false);
    if (query.labels().isEmpty()) {
      sql.add(SELECT + "catalogue c WHERE c.kind = ?", query.kind());
      return sql.from(query).add(" ORDER BY c.tenant, c.name");
    }
    List<Map.Entry<String, String>> labels = List.copyOf(query.labels().entrySet());
    sql.add(
        SELECT
            + "(SELECT c.kind, c.tenant, c.name FROM catalogue_label c"
            + " WHERE c.kind = ? AND c.key = ? AND c.value = ?",
        query.kind(),
        labels.get(0).getKey(),
        labels.get(0).getValue());
    labels.subList(1, labels.size()).forEach(label -> sql.label(query.kind(), label));
    return sql.from(query)
        .add(
            " ORDER BY c.tenant, c.name LIMIT "
                + most
                + ") l JOIN catalogue c"
                + " ON c.kind = l.kind AND c.tenant = l.tenant AND c.name = l.name"
                + " ORDER BY l.tenant, l.name");
  }

  /** In its tenant, and after the page before. */
  private CatalogueSql from(Catalogue.Query query) {
    query.tenant().ifPresent(tenant -> add(" AND c.tenant = ?", tenant));
    if (query.after().isEmpty()) {
      return this;
    }
    String[] parts = query.after().split("/", 2);
    return query.tenant().isPresent()
        ? add(" AND c.name > ?", parts[1])
        : add(" AND (c.tenant, c.name) > (?, ?)", parts[0], parts[1]);
  }

  /** By words, in SQLite's index, which has them in the order in which they came. */
  static CatalogueSql matched(Catalogue.Query query) {
    List<String> words = WordList.asked(query.words(), query.labels());
    return new CatalogueSql(true)
        .add(
            SELECT
                + "catalogue_words w CROSS JOIN catalogue c ON c.id = w.rowid"
                + " WHERE w.catalogue_words MATCH ? AND w.rowid > ? AND c.kind = ?",
            WordList.match(query.kind(), query.tenant(), words),
            after(query),
            query.kind())
        .within(query)
        .add(" ORDER BY w.rowid");
  }

  /** By words, among so many rows after the page before, without PostgreSQL's index. */
  static CatalogueSql among(Catalogue.Query query, int rows) {
    return new CatalogueSql(true)
        .add(
            SELECT
                + "(SELECT * FROM catalogue WHERE id > ? ORDER BY id LIMIT "
                + rows
                + ") c WHERE c.words @@ CAST(? AS tsquery) AND c.kind = ?",
            after(query),
            words(query),
            query.kind())
        .within(query)
        .add(" ORDER BY c.id");
  }

  /**
   * By words, the first so many that PostgreSQL's index has. Nothing else is asked of that table at
   * once: a planner that knows nothing of new rows would go by tenant, or by id, through all.
   */
  static CatalogueSql indexed(Catalogue.Query query, int most) {
    return new CatalogueSql(true)
        .add(
            "WITH w AS MATERIALIZED (SELECT id, kind, tenant, name FROM catalogue"
                + " WHERE words @@ CAST(? AS tsquery) AND id > ?),"
                + " f AS MATERIALIZED (SELECT c.id FROM w c WHERE c.kind = ?",
            words(query),
            after(query),
            query.kind())
        .within(query)
        .add(" ORDER BY c.id LIMIT " + most + ") ")
        .add(SELECT + "f JOIN catalogue c ON c.id = f.id ORDER BY c.id");
  }

  private static String words(Catalogue.Query query) {
    return WordList.tsquery(WordList.asked(query.words(), query.labels()));
  }

  private CatalogueSql within(Catalogue.Query query) {
    query.tenant().ifPresent(tenant -> add(" AND c.tenant = ?", tenant));
    query.labels().entrySet().forEach(label -> label(query.kind(), label));
    return this;
  }

  /** Counted, not EXISTS: that PostgreSQL may join by the tenant alone, each with all others. */
  private void label(String kind, Map.Entry<String, String> label) {
    add(
        " AND (SELECT count(*) FROM catalogue_label o WHERE o.kind = ? AND o.key = ?"
            + " AND o.value = ? AND o.tenant = c.tenant AND o.name = c.name) > 0",
        kind,
        label.getKey(),
        label.getValue());
  }

  /**
   * The id after which a query by words goes on.
   *
   * @throws Problem INVALID if the cursor is none
   */
  static long after(Catalogue.Query query) {
    if (query.after().isEmpty()) {
      return 0;
    }
    if (!NUMBER.matcher(query.after()).matches()) {
      throw cursor(query);
    }
    return Long.parseLong(query.after());
  }

  private static Problem cursor(Catalogue.Query query) {
    return Problem.invalid(
        "cursor", query.after(), "one of this list", "Take it from the page before.");
  }
}
