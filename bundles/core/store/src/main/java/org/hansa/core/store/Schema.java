package org.hansa.core.store;

import java.util.List;

/** The tables. Every change here that an older Hansa would not understand is a new version. */
final class Schema {

  /** Grows with every change of the schema that an older Hansa would not understand. */
  static final int VERSION = 1;

  /**
   * The indices of {@code entry} end in the number, so that a page of any query is read in order
   * and goes on where the page before ended, however long the stream is.
   */
  static final List<String> SQLITE =
      List.of(
          """
          CREATE TABLE meta (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL) WITHOUT ROWID""",
          """
          CREATE TABLE resource (
            kind TEXT NOT NULL,
            tenant TEXT NOT NULL,
            name TEXT NOT NULL,
            uid TEXT NOT NULL,
            revision INTEGER NOT NULL,
            json TEXT NOT NULL,
            UNIQUE (kind, tenant, name))""",
          """
          CREATE TABLE change_log (
            seq INTEGER PRIMARY KEY,
            revision INTEGER NOT NULL,
            op TEXT NOT NULL,
            json TEXT NOT NULL)""",
          "CREATE INDEX change_by_revision ON change_log (revision)",
          """
          CREATE TABLE entry (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            stream TEXT NOT NULL,
            at INTEGER NOT NULL,
            subject TEXT NOT NULL,
            uid TEXT NOT NULL,
            actor TEXT NOT NULL,
            cause TEXT NOT NULL,
            body TEXT NOT NULL)""",
          "CREATE INDEX entry_by_stream ON entry (stream, number, at)",
          "CREATE INDEX entry_by_subject ON entry (stream, subject, number) WHERE subject <> ''",
          "CREATE INDEX entry_by_uid ON entry (stream, uid, number) WHERE uid <> ''",
          """
          CREATE TABLE sealed (
            kind TEXT NOT NULL,
            tenant TEXT NOT NULL,
            name TEXT NOT NULL,
            value BLOB NOT NULL,
            PRIMARY KEY (kind, tenant, name)) WITHOUT ROWID""");

  /** The same, for many processes: blobs and leases too, and numbers that the database gives. */
  static final List<String> POSTGRES =
      List.of(
          "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
          """
          CREATE TABLE resource (
            kind TEXT NOT NULL,
            tenant TEXT NOT NULL,
            name TEXT NOT NULL,
            uid TEXT NOT NULL,
            revision BIGINT NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (kind, tenant, name))""",
          """
          CREATE TABLE change_log (
            seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            revision BIGINT NOT NULL,
            op TEXT NOT NULL,
            json TEXT NOT NULL)""",
          "CREATE INDEX change_by_revision ON change_log (revision, seq)",
          """
          CREATE TABLE entry (
            number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            stream TEXT NOT NULL,
            at BIGINT NOT NULL,
            subject TEXT NOT NULL,
            uid TEXT NOT NULL,
            actor TEXT NOT NULL,
            cause TEXT NOT NULL,
            body TEXT NOT NULL)""",
          "CREATE INDEX entry_by_stream ON entry (stream, number, at)",
          "CREATE INDEX entry_by_subject ON entry (stream, subject, number) WHERE subject <> ''",
          "CREATE INDEX entry_by_uid ON entry (stream, uid, number) WHERE uid <> ''",
          """
          CREATE TABLE sealed (
            kind TEXT NOT NULL,
            tenant TEXT NOT NULL,
            name TEXT NOT NULL,
            value BYTEA NOT NULL,
            PRIMARY KEY (kind, tenant, name))""",
          "CREATE TABLE blob (hex TEXT PRIMARY KEY, size BIGINT NOT NULL, at BIGINT NOT NULL)",
          """
          CREATE TABLE blob_chunk (
            hex TEXT NOT NULL REFERENCES blob ON DELETE CASCADE,
            number INTEGER NOT NULL,
            bytes BYTEA NOT NULL,
            PRIMARY KEY (hex, number))""",
          "CREATE TABLE member (node TEXT PRIMARY KEY, until TIMESTAMPTZ NOT NULL)",
          "CREATE TABLE lease (partition INTEGER PRIMARY KEY, node TEXT, epoch BIGINT NOT NULL)");

  private Schema() {}
}
