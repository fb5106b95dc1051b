package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.api.Ref;

/**
 * The tables as they are made where there are none. Whoever changes them adds a step to {@link
 * Migrations}, which makes the same of the tables of the release before: then the version grows.
 */
enum Schema {
  SQLITE(Texts.SQLITE, "json_extract(json, '$.%s')", "instr"),
  POSTGRES(Texts.POSTGRES, "json::json ->> '%s'", "strpos");

  static final int VERSION = 1 + Migrations.STEPS.size();

  private final List<String> tables;
  private final String field;
  private final String place;

  Schema(List<String> tables, String field, String place) {
    this.tables = tables;
    this.field = field;
    this.place = place;
  }

  List<String> tables() {
    return tables;
  }

  /** Of the tables. */
  List<String> names() {
    Pattern made = Pattern.compile("CREATE TABLE (\\w+)");
    return tables.stream()
        .map(made::matcher)
        .filter(Matcher::lookingAt)
        .map(found -> found.group(1))
        .toList();
  }

  /** What reads a text field of the column {@code json} in SQL. */
  String field(String name) {
    return field.formatted(name);
  }

  /** What is true in SQL if a column has the text that is the parameter. */
  String contains(String column) {
    return place + "(" + column + ", ?) > 0";
  }

  /** What puts a row into the catalogue and answers its id; the seventh is {@link #words}. */
  String insertFiled() {
    String columns = "INSERT INTO catalogue (kind, tenant, name, revision, json, crc";
    return this == SQLITE
        ? columns + ") VALUES (?, ?, ?, ?, ?, ?) RETURNING id"
        : columns + ", words) VALUES (?, ?, ?, ?, ?, ?, array_to_tsvector(?)) RETURNING id";
  }

  /** What puts another revision into the row with an id, the fourth; the fifth as above. */
  String updateFiled() {
    return this == SQLITE
        ? "UPDATE catalogue SET revision = ?, json = ?, crc = ? WHERE id = ?"
        : "UPDATE catalogue SET revision = ?, json = ?, crc = ?, words = w.words"
            + " FROM (SELECT CAST(? AS BIGINT) AS id, array_to_tsvector(?) AS words) w"
            + " WHERE catalogue.id = w.id";
  }

  /** Sets the words by which a row is found, where they stand in the row itself. */
  void words(PreparedStatement into, int at, List<String> words) throws SQLException {
    if (this == POSTGRES) {
      into.setArray(at, into.getConnection().createArrayOf("text", words.toArray()));
    }
  }

  /** Notes by which words a row of the catalogue is found, where they do not stand in it. */
  void word(Connection connection, long id, Ref ref, List<String> words) throws SQLException {
    if (this == SQLITE) {
      try (PreparedStatement note =
          connection.prepareStatement(
              "INSERT INTO catalogue_words (words, scope, rowid) VALUES (?, ?, ?)")) {
        note.setString(1, String.join(" ", words));
        note.setString(2, WordList.scope(ref.kind(), ref.tenant()));
        note.setLong(3, id);
        note.executeUpdate();
      }
    }
  }

  /** It is found no more; where the words stand in the row, nothing is to be done. */
  void unword(Connection connection, long id) throws SQLException {
    if (this == SQLITE) {
      try (PreparedStatement gone =
          connection.prepareStatement("DELETE FROM catalogue_words WHERE rowid = ?")) {
        gone.setLong(1, id);
        gone.executeUpdate();
      }
    }
  }

  private static final class Texts {

    /**
     * A row of {@code log} is what became of one resource in one transaction, {@code id} a {@link
     * LogKey} and {@code former} the revision of the state that it takes the place of, 0 if there
     * was none. So the newest row of a name is its current state, and nothing is written twice.
     *
     * <p>{@code crc} is a {@link RowSum}, and {@code again} is the value once more.
     *
     * <p>The indices of {@code entry} end in the number, so that a page of any query is read in
     * order and goes on where the page before ended, however long the stream is. {@code entry_run}
     * and {@code entry_words} are {@link EntryIndex}.
     */
    private static final List<String> SQLITE =
        List.of(
            """
            CREATE TABLE meta (
              key TEXT PRIMARY KEY,
              value TEXT NOT NULL,
              again TEXT NOT NULL DEFAULT '') WITHOUT ROWID\
            """,
            """
            CREATE TABLE log (
              id INTEGER PRIMARY KEY,
              op TEXT NOT NULL,
              kind TEXT NOT NULL,
              tenant TEXT NOT NULL,
              name TEXT NOT NULL,
              former INTEGER NOT NULL,
              json TEXT NOT NULL,
              crc INTEGER NOT NULL DEFAULT 0)\
            """,
            """
            CREATE TABLE entry (
              number INTEGER PRIMARY KEY AUTOINCREMENT,
              stream TEXT NOT NULL,
              at INTEGER NOT NULL,
              subject TEXT NOT NULL,
              uid TEXT NOT NULL,
              actor TEXT NOT NULL,
              cause TEXT NOT NULL,
              body TEXT NOT NULL,
              others TEXT NOT NULL DEFAULT '[]',
              crc INTEGER NOT NULL DEFAULT 0)\
            """,
            "CREATE INDEX entry_by_stream ON entry (stream, number, at)",
            "CREATE TABLE entry_run (run INTEGER PRIMARY KEY)",
            """
            CREATE TABLE entry_words (
              run INTEGER NOT NULL,
              first INTEGER NOT NULL,
              words BLOB NOT NULL,
              PRIMARY KEY (run, first)) WITHOUT ROWID\
            """,
            """
            CREATE TABLE sealed (
              kind TEXT NOT NULL,
              tenant TEXT NOT NULL,
              name TEXT NOT NULL,
              value BLOB NOT NULL,
              crc INTEGER NOT NULL DEFAULT 0,
              PRIMARY KEY (kind, tenant, name)) WITHOUT ROWID\
            """,
            """
            CREATE TABLE catalogue (
              id INTEGER PRIMARY KEY,
              kind TEXT NOT NULL,
              tenant TEXT NOT NULL,
              name TEXT NOT NULL,
              revision INTEGER NOT NULL,
              json TEXT NOT NULL,
              crc INTEGER NOT NULL DEFAULT 0,
              UNIQUE (kind, tenant, name))\
            """,
            """
            CREATE TABLE catalogue_label (
              kind TEXT NOT NULL,
              key TEXT NOT NULL,
              value TEXT NOT NULL,
              tenant TEXT NOT NULL,
              name TEXT NOT NULL,
              PRIMARY KEY (kind, key, value, tenant, name)) WITHOUT ROWID\
            """,
            """
            CREATE VIRTUAL TABLE catalogue_words USING fts5(
              scope, words, content='', contentless_delete=1,
              tokenize='unicode61 remove_diacritics 0')\
            """);

    /** The same, for many processes: blobs and leases too, and numbers that the database gives. */
    private static final List<String> POSTGRES =
        List.of(
            """
            CREATE TABLE meta (
              key TEXT PRIMARY KEY,
              value TEXT NOT NULL,
              again TEXT NOT NULL DEFAULT '')\
            """,
            """
            CREATE TABLE log (
              id BIGINT PRIMARY KEY,
              op TEXT NOT NULL,
              kind TEXT NOT NULL,
              tenant TEXT NOT NULL,
              name TEXT NOT NULL,
              former BIGINT NOT NULL,
              json TEXT NOT NULL,
              crc INTEGER NOT NULL DEFAULT 0)\
            """,
            """
            CREATE TABLE entry (
              number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              stream TEXT NOT NULL,
              at BIGINT NOT NULL,
              subject TEXT NOT NULL,
              uid TEXT NOT NULL,
              actor TEXT NOT NULL,
              cause TEXT NOT NULL,
              body TEXT NOT NULL,
              others TEXT NOT NULL DEFAULT '[]',
              crc INTEGER NOT NULL DEFAULT 0)\
            """,
            "CREATE INDEX entry_by_stream ON entry (stream, number, at)",
            "CREATE TABLE entry_run (run BIGINT PRIMARY KEY)",
            """
            CREATE TABLE entry_words (
              run BIGINT NOT NULL,
              first BIGINT NOT NULL,
              words BYTEA NOT NULL,
              PRIMARY KEY (run, first))\
            """,
            """
            CREATE TABLE sealed (
              kind TEXT NOT NULL,
              tenant TEXT NOT NULL,
              name TEXT NOT NULL,
              value BYTEA NOT NULL,
              crc INTEGER NOT NULL DEFAULT 0,
              PRIMARY KEY (kind, tenant, name))\
            """,
            "CREATE TABLE blob (hex TEXT PRIMARY KEY, size BIGINT NOT NULL, at BIGINT NOT NULL)",
            """
            CREATE TABLE blob_chunk (
              hex TEXT NOT NULL REFERENCES blob ON DELETE CASCADE,
              number INTEGER NOT NULL,
              bytes BYTEA NOT NULL,
              PRIMARY KEY (hex, number))\
            """,
            "CREATE TABLE member (node TEXT PRIMARY KEY, until TIMESTAMPTZ NOT NULL)",
            "CREATE TABLE lease (partition INTEGER PRIMARY KEY, node TEXT, epoch BIGINT NOT NULL)",
            """
            CREATE TABLE catalogue (
              id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              kind TEXT COLLATE "C" NOT NULL,
              tenant TEXT COLLATE "C" NOT NULL,
              name TEXT COLLATE "C" NOT NULL,
              revision BIGINT NOT NULL,
              json TEXT NOT NULL,
              words TSVECTOR,
              crc INTEGER NOT NULL DEFAULT 0,
              UNIQUE (kind, tenant, name))\
            """,
            """
            CREATE TABLE catalogue_label (
              kind TEXT COLLATE "C" NOT NULL,
              key TEXT COLLATE "C" NOT NULL,
              value TEXT COLLATE "C" NOT NULL,
              tenant TEXT COLLATE "C" NOT NULL,
              name TEXT COLLATE "C" NOT NULL,
              PRIMARY KEY (kind, key, value, tenant, name))\
            """,
            "CREATE INDEX catalogue_by_words ON catalogue USING gin (words)");

    private Texts() {}
  }
}
