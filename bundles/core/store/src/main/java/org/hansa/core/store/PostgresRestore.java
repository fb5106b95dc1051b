package org.hansa.core.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.hansa.core.api.Problem;

/**
 * Replaces what is in a PostgreSQL database, in one transaction of it. A node that slept through it
 * finds that all it knows is compacted, and reads everything again.
 */
final class PostgresRestore {

  private PostgresRestore() {}

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
      database.start(clock.instant());
      BlobFolder near = BlobFolder.open(folder, limits, clock);
      saved.blobs(new SharedBlobs(database, readers, near, limits.blobQuota()), progress);
      replace(database, saved, restored, progress);
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

  private static void replace(
      PostgresDatabase database, SavedState saved, Restored restored, Consumer<String> progress)
      throws SQLException, IOException {
    try (Connection connection = database.loader();
        Statement statement = connection.createStatement()) {
      // As a commit does, and as a node that comes to life: neither happens meanwhile.
      PostgresLeases.lock(statement);
      requireNone(PostgresLeases.alive(statement));
      statement.execute(
          "CREATE TEMPORARY TABLE former_audit ON COMMIT DROP AS"
              + " SELECT * FROM entry WHERE stream = 'audit'");
      Load.Former former = Load.Former.of(statement, FormerAudit.of(connection, "former_audit"));
      statement.execute(
          "TRUNCATE log, entry, entry_run, entry_words, sealed, catalogue, catalogue_label");
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
      commit(connection);
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
          "Stop them, and start them again after the restore.");
    }
  }
}
