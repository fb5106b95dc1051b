package org.hansa.core.store;

import java.util.List;

/**
 * The tables as they are made where there are none. Whoever changes them adds a step to {@link
 * Migrations}, which makes the same of the tables of the release before: then the version grows.
 */
enum Schema {
  SQLITE(Texts.SQLITE, "json_extract(json, '$.%s')"),
  POSTGRES(Texts.POSTGRES, "json::json ->> '%s'");

  static final int VERSION = 1 + Migrations.STEPS.size();

  private final List<String> tables;
  private final String field;

  Schema(List<String> tables, String field) {
    this.tables = tables;
    this.field = field;
  }

  List<String> tables() {
    return tables;
  }

  /** What reads a text field of the column {@code json} in SQL. */
  String field(String name) {
    return field.formatted(name);
  }

  private static final class Texts {

    /**
     * A row of {@code log} is what became of one resource in one transaction, {@code id} a {@link
     * LogKey} and {@code former} the revision of the state that it takes the place of, 0 if there
     * was none. So the newest row of a name is its current state, and nothing is written twice.
     *
     * <p>The indices of {@code entry} end in the number, so that a page of any query is read in
     * order and goes on where the page before ended, however long the stream is.
     */
    private static final List<String> SQLITE =
        List.of(
            """
            CREATE TABLE meta (
              key TEXT PRIMARY KEY,
              value TEXT NOT NULL) WITHOUT ROWID\
            """,
            """
            CREATE TABLE log (
              id INTEGER PRIMARY KEY,
              op TEXT NOT NULL,
              kind TEXT NOT NULL,
              tenant TEXT NOT NULL,
              name TEXT NOT NULL,
              former INTEGER NOT NULL,
              json TEXT NOT NULL)\
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
              body TEXT NOT NULL)\
            """,
            "CREATE INDEX entry_by_stream ON entry (stream, number, at)",
            "CREATE INDEX entry_by_subject ON entry (stream, subject, number) WHERE subject <> ''",
            "CREATE INDEX entry_by_uid ON entry (stream, uid, number) WHERE uid <> ''",
            """
            CREATE TABLE sealed (
              kind TEXT NOT NULL,
              tenant TEXT NOT NULL,
              name TEXT NOT NULL,
              value BLOB NOT NULL,
              PRIMARY KEY (kind, tenant, name)) WITHOUT ROWID\
            """);

    /** The same, for many processes: blobs and leases too, and numbers that the database gives. */
    private static final List<String> POSTGRES =
        List.of(
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
            """
            CREATE TABLE log (
              id BIGINT PRIMARY KEY,
              op TEXT NOT NULL,
              kind TEXT NOT NULL,
              tenant TEXT NOT NULL,
              name TEXT NOT NULL,
              former BIGINT NOT NULL,
              json TEXT NOT NULL)\
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
              body TEXT NOT NULL)\
            """,
            "CREATE INDEX entry_by_stream ON entry (stream, number, at)",
            "CREATE INDEX entry_by_subject ON entry (stream, subject, number) WHERE subject <> ''",
            "CREATE INDEX entry_by_uid ON entry (stream, uid, number) WHERE uid <> ''",
            """
            CREATE TABLE sealed (
              kind TEXT NOT NULL,
              tenant TEXT NOT NULL,
              name TEXT NOT NULL,
              value BYTEA NOT NULL,
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
            "CREATE TABLE lease (partition INTEGER PRIMARY KEY, node TEXT, epoch BIGINT NOT NULL)");

    private Texts() {}
  }
}
