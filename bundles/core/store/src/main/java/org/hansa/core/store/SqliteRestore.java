package org.hansa.core.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hansa.core.api.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the database in a state folder: the new one is made beside the old one, which stands
 * until that is whole and on the disk.
 */
final class SqliteRestore {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteRestore.class);

  /** Bytes of disk that a byte of lines takes while it becomes a database and its log. */
  private static final int GROWTH = 3;

  /** What can be said when the answer to the deciding step is lost. */
  static final String UNKNOWN =
      "Whether it was restored is not known: the status of Installation/system/self says so when"
          + " the store is open.";

  private final StateFolder folder;
  private final Limits limits;
  private final InstantSource clock;
  private final SavedState saved;
  private final Restored restored;
  private final Consumer<String> progress;

  private SqliteRestore(
      StateFolder folder,
      Limits limits,
      InstantSource clock,
      SavedState saved,
      Restored restored,
      Consumer<String> progress) {
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
    this.saved = saved;
    this.restored = restored;
    this.progress = progress;
  }

  /**
   * Of a folder that no store has open.
   *
   * @throws Problem CONFLICT if a process has it; UNAVAILABLE if the disk refuses: what was there
   *     stands, unless the cure says that it is not known
   */
  static void run(
      Path state,
      Limits limits,
      InstantSource clock,
      SavedState saved,
      Restored restored,
      Consumer<String> progress) {
    StateFolder folder = StateFolder.open(state);
    try {
      new SqliteRestore(folder, limits, clock, saved, restored, progress).prepare();
      decide(folder, saved);
    } catch (SQLException | IOException e) {
      throw refused(saved, e, "Check the disk; what was there stands.");
    } finally {
      folder.free();
    }
  }

  /** From here on a failure says nothing of what a start will find: the disk may have it all. */
  private static void decide(StateFolder folder, SavedState saved) {
    try {
      folder.decide();
    } catch (IOException e) {
      throw refused(saved, e, "Check the disk. " + UNKNOWN);
    }
  }

  private static Problem refused(SavedState saved, Exception e, String cure) {
    return new Problem(
        Problem.Reason.UNAVAILABLE,
        "the backup " + saved.name() + " cannot be restored: " + e.getMessage(),
        cure,
        List.of(),
        e);
  }

  /** Bytes that it will need on the disk of the state folder. */
  static long room(Manifest manifest) {
    return GROWTH * manifest.bytes()
        + manifest.files().stream().mapToLong(Manifest.Lines::also).sum();
  }

  private void prepare() throws SQLException, IOException {
    Path file = folder.restoring().resolve(folder.database().getFileName());
    OwnerOnly.delete(folder.restoring());
    try {
      OwnerOnly.folder(folder.restoring());
      OwnerOnly.file(file);
      SqliteDatabase next = new SqliteDatabase(file, limits.busy());
      next.start(clock.instant());
      load(next);
      // What the load made must be readable as at a start, before it takes any place.
      next.start(clock.instant());
      saved.blobs(BlobFolder.open(folder, limits, clock), progress);
    } catch (SQLException | IOException | RuntimeException e) {
      OwnerOnly.delete(folder.restoring());
      throw e;
    }
  }

  /** What was there is read beside, as far as it can be. */
  private void load(SqliteDatabase next) throws SQLException, IOException {
    Optional<String> cut;
    Connection there;
    try {
      cut = cut();
      there = new SqliteDatabase(folder.database(), limits.busy()).former();
    } catch (SQLException e) {
      load(next, unknown(e));
      return;
    }
    try (there;
        Statement statement = there.createStatement()) {
      load(next, former(there, statement, cut));
    }
  }

  /** Why its newest cannot be read, if so: asked before it is opened. */
  private Optional<String> cut() throws SQLException {
    try {
      LogCheck.check(folder.database());
      return Optional.empty();
    } catch (Damaged e) {
      LOG.warn("Of the database that is replaced the newest is lost: {}", e.getMessage());
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Load.Former former(Connection there, Statement statement, Optional<String> cut) {
    try {
      FormerAudit audit = FormerAudit.of(there, "entry");
      return cut.isPresent()
          ? Load.Former.unknown(saved.manifest(), audit.lacking(cut.get()))
          : Load.Former.of(statement, audit);
    } catch (SQLException e) {
      return unknown(e);
    }
  }

  private Load.Former unknown(SQLException e) {
    LOG.warn("The database that is replaced cannot be read: {}", e.getMessage());
    return Load.Former.unknown(
        saved.manifest(), FormerAudit.unknown(String.valueOf(e.getMessage())));
  }

  private void load(SqliteDatabase next, Load.Former former) throws SQLException, IOException {
    try (Connection connection = next.writer();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      long number = new Load(connection, Schema.SQLITE, saved, restored, progress).run(former);
      try (PreparedStatement sequence =
          connection.prepareStatement("UPDATE sqlite_sequence SET seq = ? WHERE name = 'entry'")) {
        sequence.setLong(1, number);
        sequence.executeUpdate();
      }
      statement.execute("COMMIT");
      // All of it into the one file: a log beside it would not come along.
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }
}
