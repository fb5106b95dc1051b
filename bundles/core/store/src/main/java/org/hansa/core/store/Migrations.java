package org.hansa.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables of former releases to those of this one, step by step and in one transaction:
 * whatever happens, the database is wholly of the one schema or wholly of the other.
 *
 * <p>Nodes of former releases look at a PostgreSQL database too. So on that no step makes anything
 * but tables and their indices, or touches what a former release needs to keep away or to bring its
 * backup back: the columns {@code key} and {@code value} of {@code meta} with the rows {@code
 * revision} and {@code schema}, and the tables {@code member} and {@code lease}.
 */
final class Migrations {

  /** What takes the tables from one version to the next, on either database. */
  @FunctionalInterface
  interface Step {
    List<String> statements(Schema of);
  }

  /** The first is from 1 to 2. None is ever changed: a new one is added at the end. */
  static final List<Step> STEPS =
      List.of(
          Migrations::logIsState,
          Migrations::catalogue,
          Migrations::entryIndex,
          Migrations::entryRuns,
          Migrations::sums);

  /** From this one on all rows have check sums. */
  private static final int SUMMED = 6;

  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  private Migrations() {}

  /**
   * In the transaction of the caller.
   *
   * @param name of the database
   * @param progress told how far it is
   * @throws org.hansa.core.api.Problem CONFLICT if a newer Hansa wrote it
   */
  static void run(Connection connection, Schema schema, String name, Consumer<String> progress)
      throws SQLException {
    run(connection, schema, name, STEPS, progress);
  }

  static void run(
      Connection connection,
      Schema schema,
      String name,
      List<Step> steps,
      Consumer<String> progress)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int found = Integer.parseInt(Beginning.meta(statement, "schema"));
      int known = 1 + steps.size();
      if (found > known) {
        throw Outgrown.problem(name, found, known);
      }
      for (int version = Math.max(1, found); version < known; version++) {
        LOG.info("The database {} is brought from schema {} to {}", name, version, version + 1);
        progress.accept(said(name, version, version + 1));
        for (String sql : steps.get(version - 1).statements(schema)) {
          statement.execute(sql);
        }
      }
      if (found < known) {
        if (found < SUMMED) {
          FirstSums.make(connection, far -> progress.accept(said(name, found, known) + ": " + far));
        }
        EntryIndex.extend(connection);
        Beginning.set(connection, "schema", Integer.toString(known));
        if (schema == Schema.POSTGRES) {
          OwnTables.mark(statement);
        }
      }
    }
  }

  private static String said(String name, int from, int to) {
    return "the database " + name + " is brought from schema " + from + " to " + to;
  }

  /**
   * From 1 to 2: the current state and the changes become one log. What the release before dropped
   * of the changes is not there to be read: so a state is whole only from the last change on whose
   * former state is not known.
   */
  private static List<String> logIsState(Schema of) {
    String compacted = "(SELECT CAST(value AS BIGINT) FROM meta WHERE key = 'compacted')";
    String number = of == Schema.SQLITE ? "INTEGER" : "BIGINT";
    return List.of(
        """
        CREATE TABLE log (
          id %1$s PRIMARY KEY,
          op TEXT NOT NULL,
          kind TEXT NOT NULL,
          tenant TEXT NOT NULL,
          name TEXT NOT NULL,
          former %1$s NOT NULL,
          json TEXT NOT NULL)\
        """
            .formatted(number),
        """
        INSERT INTO log (id, op, kind, tenant, name, former, json)
        SELECT revision * 65536 - 1
            + row_number() OVER (PARTITION BY revision ORDER BY kind, tenant, name),
          'UPDATED', kind, tenant, name, 0, json
        FROM resource WHERE revision <=\
        """
            + compacted,
        """
        INSERT INTO log (id, op, kind, tenant, name, former, json)
        SELECT k.id, c.op, k.kind, k.tenant, k.name,
          CASE c.op WHEN 'CREATED' THEN 0 ELSE coalesce(k.former, 0) END, c.json
        FROM change_log c JOIN (
          SELECT seq, kind, tenant, name,
            revision * 65536 - 1 + row_number() OVER (PARTITION BY revision ORDER BY seq) AS id,
            lag(revision) OVER (PARTITION BY kind, tenant, name ORDER BY seq) AS former
          FROM (
            SELECT seq, revision, %s AS kind, %s AS tenant, %s AS name FROM change_log) n) k
        ON k.seq = c.seq\
        """
            .formatted(of.field("kind"), of.field("tenant"), of.field("name")),
        """
        INSERT INTO meta SELECT 'whole', CAST(coalesce(max(id) / 65536, 0) AS TEXT) FROM log
        WHERE former = 0 AND op <> 'CREATED' AND id / 65536 >\
        """
            + compacted,
        "DROP TABLE resource",
        "DROP TABLE change_log");
  }

  /**
   * From 3 to 4: entries are found by all that they speak of, in an index that is made in slices.
   */
  private static List<String> entryIndex(Schema of) {
    boolean lite = of == Schema.SQLITE;
    return List.of(
        "ALTER TABLE entry ADD COLUMN others TEXT NOT NULL DEFAULT '[]'",
        "DROP INDEX entry_by_subject",
        "DROP INDEX entry_by_uid",
        """
        CREATE TABLE entry_about (
          stream TEXT%1$s NOT NULL,
          about TEXT%1$s NOT NULL,
          number %2$s NOT NULL,
          PRIMARY KEY (stream, about, number))%3$s\
        """
            .formatted(
                lite ? "" : " COLLATE \"C\"",
                lite ? "INTEGER" : "BIGINT",
                lite ? " WITHOUT ROWID" : ""),
        """
        INSERT INTO entry_about (stream, about, number)
        SELECT stream, 's' || subject, number FROM entry WHERE subject <> ''
        UNION SELECT stream, 'u' || uid, number FROM entry WHERE uid <> ''
        ORDER BY 1, 2, 3\
        """,
        """
        INSERT INTO meta
        SELECT 'indexed', CAST(coalesce(max(number), 0) AS TEXT) FROM entry\
        """);
  }

  /** From 4 to 5: the same index, made of runs; it is filled when all steps are done. */
  private static List<String> entryRuns(Schema of) {
    boolean lite = of == Schema.SQLITE;
    return List.of(
        "DROP TABLE entry_about",
        "CREATE TABLE entry_run (run %s PRIMARY KEY)".formatted(lite ? "INTEGER" : "BIGINT"),
        """
        CREATE TABLE entry_words (
          run %1$s NOT NULL,
          first %1$s NOT NULL,
          words %2$s NOT NULL,
          PRIMARY KEY (run, first))%3$s\
        """
            .formatted(
                lite ? "INTEGER" : "BIGINT", lite ? "BLOB" : "BYTEA", lite ? " WITHOUT ROWID" : ""),
        "UPDATE meta SET value = '0' WHERE key = 'indexed'");
  }

  /** From 5 to 6: columns for check sums; these are made in Java when all steps are done. */
  private static List<String> sums(Schema of) {
    String sum = " ADD COLUMN crc INTEGER NOT NULL DEFAULT 0";
    return List.of(
        "ALTER TABLE meta ADD COLUMN again TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE log" + sum,
        "ALTER TABLE entry" + sum,
        "ALTER TABLE sealed" + sum,
        "ALTER TABLE catalogue" + sum,
        "INSERT INTO meta (key, value) VALUES ('log', '0'), ('sealed', '0')");
  }

  /** From 2 to 3: resources that are not in the snapshot. */
  private static List<String> catalogue(Schema of) {
    return of == Schema.SQLITE
        ? List.of(
            """
            CREATE TABLE catalogue (
              id INTEGER PRIMARY KEY,
              kind TEXT NOT NULL,
              tenant TEXT NOT NULL,
              name TEXT NOT NULL,
              revision INTEGER NOT NULL,
              json TEXT NOT NULL,
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
            """)
        : List.of(
            """
            CREATE TABLE catalogue (
              id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              kind TEXT COLLATE "C" NOT NULL,
              tenant TEXT COLLATE "C" NOT NULL,
              name TEXT COLLATE "C" NOT NULL,
              revision BIGINT NOT NULL,
              json TEXT NOT NULL,
              words TSVECTOR,
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
  }
}
