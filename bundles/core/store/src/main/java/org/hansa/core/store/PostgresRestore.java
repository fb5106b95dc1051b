package org.hansa.core.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.hansa.core.api.Problem;

/**
 * Replaces what is in a PostgreSQL database, in one transaction of it, also where a newer release
 * has made tables of its own of it. A node that slept through it finds that all it knows is
 * compacted, and reads everything again.
 */
final class PostgresRestore {

  private static final String AUDIT =
      "CREATE TEMPORARY TABLE former_audit ON COMMIT DROP AS SELECT "
          + EntryRow.COLUMNS
          + " FROM entry WHERE stream = 'audit'";

  private final PostgresDatabase database;
  private final SharedBlobs blobs;
  private final SavedState saved;
  private final Restored restored;
  private final Consumer<String> progress;

  private PostgresRestore(
      PostgresDatabase database,
      SharedBlobs blobs,
      SavedState saved,
      Restored restored,
      Consumer<String> progress) {
    this.database = database;
    this.blobs = blobs;
    this.saved = saved;
    this.restored = restored;
    this.progress = progress;
  }

  /**
   * @throws Problem CONFLICT if another process has the folder or another node is alive;
   *     UNAVAILABLE if the database refuses: what was there stands, unless the cure says that it is
   *     not known
   */
  static void run(
      Path state,
      PostgresStore.Access access,
      Limits limits,
      InstantSource clock,
      SavedState saved,
      Restored restored,
      Consumer<String> progress) {
    PostgresDatabase database = new PostgresDatabase(access, limits.busy());
    StateFolder folder = StateFolder.open(state);
    try (Readers readers = new Readers(database)) {
      BlobFolder near = BlobFolder.open(folder, limits, clock);
      SharedBlobs blobs = new SharedBlobs(database, readers, near, limits.blobQuota());
      new PostgresRestore(database, blobs, saved, restored, progress).run(clock);
    } catch (SQLException | IOException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the backup " + saved.name() + " cannot be restored: " + e.getMessage(),
          database.cure()
              + " "
              + (e instanceof InDoubt ? SqliteRestore.UNKNOWN : "What was there stands."),
          List.of(),
          e);
    } finally {
      folder.free();
    }
  }

  private void run(InstantSource clock) throws SQLException, IOException {
    try (Connection connection = database.loader();
        Statement statement = connection.createStatement()) {
      if (PostgresDatabase.schema(statement) <= Schema.VERSION) {
        connection.rollback();
        database.start(clock.instant());
        // Before the locks are taken that hold up all: it may take long.
        saved.blobs(blobs, progress);
      }
      // As a commit does, and as a node that comes to life: neither happens meanwhile.
      long revision = PostgresLeases.lock(statement);
      requireNone(PostgresLeases.alive(statement));
      Load.Former former =
          PostgresDatabase.schema(statement) > Schema.VERSION
              ? replaceNewer(connection, statement, revision)
              : empty(connection, statement);
      fill(connection, statement, former);
      commit(connection);
    }
  }

  private static Load.Former empty(Connection connection, Statement statement) throws SQLException {
    statement.execute(AUDIT);
    Load.Former former = Load.Former.of(statement, FormerAudit.of(connection, "former_audit"));
    statement.execute(
        "TRUNCATE log, entry, entry_run, entry_words, sealed, catalogue, catalogue_label");
    return former;
  }

  /** Of what a newer release may have changed only the audit is asked for, and may be refused. */
  private Load.Former replaceNewer(Connection connection, Statement statement, long revision)
      throws SQLException, IOException {
    progress.accept("the tables of a newer release go");
    statement.execute(
        "CREATE TEMPORARY TABLE former_lease ON COMMIT DROP AS SELECT partition, epoch FROM lease");
    Load.Former former = newer(connection, statement, revision);
    OwnTables.drop(statement);
    PostgresDatabase.create(connection);
    // Nobody must act under an epoch that somebody had.
    statement.execute("INSERT INTO lease SELECT partition, NULL, epoch FROM former_lease");
    saved.blobs(blobs.within(connection), progress);
    return former;
  }

  private Load.Former newer(Connection connection, Statement statement, long revision)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      statement.execute(AUDIT);
      Load.Former former = Load.Former.of(statement, FormerAudit.of(connection, "former_audit"));
      connection.releaseSavepoint(before);
      return former;
    } catch (SQLException e) {
      connection.rollback(before);
      connection.releaseSavepoint(before);
      Load.Former unknown =
          Load.Former.unknown(
              saved.manifest(), FormerAudit.unknown(String.valueOf(e.getMessage())));
      return new Load.Former(revision, unknown.number(), unknown.audit());
    }
  }

  private void fill(Connection connection, Statement statement, Load.Former former)
      throws SQLException, IOException {
    long number = new Load(connection, Schema.POSTGRES, saved, restored, progress).run(former);
    statement
        .executeQuery("SELECT setval(pg_get_serial_sequence('entry', 'number'), " + number + ")")
        .close();
    try (PreparedStatement tell =
        connection.prepareStatement(
            "SELECT pg_notify('"
                + PostgresTables.CHANNEL
                + "', value)"
                + " FROM meta WHERE key = 'revision'")) {
      tell.executeQuery().close();
    }
  }

  private static void commit(Connection connection) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw InDoubt.orPlain(e);
    }
  }

  /**
   * @throws Problem CONFLICT if there is one
   */
  static void requireNone(Set<String> others) {
    if (!others.isEmpty()) {
      throw Problem.conflict(
          "other nodes work with this database: " + String.join(", ", new TreeSet<>(others)),
          "Stop them, and start them again when it is done.");
    }
  }
}
