package org.hansa.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
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
   * @throws Problem CONFLICT if a process has it; UNAVAILABLE if the disk refuses; then what was
   *     there stands
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
      new SqliteRestore(folder, limits, clock, saved, restored, progress).replace();
    } catch (SQLException | IOException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the backup " + saved.name() + " cannot be restored: " + e.getMessage(),
          "Check the disk; what was there stands.",
          List.of(),
          e);
    } finally {
      folder.free();
    }
  }

  /** Bytes that it will need on the disk of the state folder. */
  static long room(Manifest manifest) {
    return GROWTH * manifest.bytes()
        + manifest.files().stream().mapToLong(Manifest.Lines::also).sum();
  }

  private void replace() throws SQLException, IOException {
    Load.Former former = former();
    Path file = folder.restoring().resolve(folder.database().getFileName());
    OwnerOnly.delete(folder.restoring());
    try {
      OwnerOnly.folder(folder.restoring());
      OwnerOnly.file(file);
      SqliteDatabase next = new SqliteDatabase(file, limits.busy());
      next.start(clock.instant());
      load(next, former);
      // What the load made must be readable as at a start, before it takes any place.
      next.start(clock.instant());
      blobs();
    } catch (SQLException | IOException | RuntimeException e) {
      OwnerOnly.delete(folder.restoring());
      throw e;
    }
    folder.decide();
  }

  private Load.Former former() {
    try (Connection connection = new SqliteDatabase(folder.database(), limits.busy()).reader();
        Statement statement = connection.createStatement()) {
      return Load.Former.of(statement);
    } catch (SQLException e) {
      LOG.warn("The database that is replaced cannot be read: {}", e.getMessage());
      return Load.Former.unknown(saved.manifest());
    }
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

  private void blobs() throws SQLException, IOException {
    BlobFolder blobs = BlobFolder.open(folder, limits, clock);
    long[] count = new long[1];
    saved.lines(
        Manifest.BLOBS,
        line -> {
          if (!blobs.has("sha256:" + saved.hex(line))) {
            try (InputStream in = Files.newInputStream(saved.blob(line))) {
              blobs.put(in);
            }
          }
          count[0]++;
        });
    progress.accept("blobs: " + count[0]);
  }
}
