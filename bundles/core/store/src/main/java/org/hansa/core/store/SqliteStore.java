package org.hansa.core.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hansa.core.api.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store of one process: an SQLite database in a folder of its own, which closing frees. */
public final class SqliteStore extends DatabaseStore {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);

  private final StateFolder folder;
  private final Checkpoints checkpoints;
  private final BlobFolder blobs;
  private final BlobSweep sweep;

  private SqliteStore(
      StateFolder folder,
      SqliteDatabase database,
      Database.Start start,
      BlobFolder blobs,
      InstantSource clock,
      Limits limits) {
    super(database, new Readers(database), start, blobs, new LoneLeases(), clock, limits, () -> {});
    this.folder = folder;
    this.blobs = blobs;
    this.checkpoints = new Checkpoints(database, () -> writer.committed().revision());
    this.sweep = new BlobSweep(blobs, this::snapshot, this::filed, clock);
  }

  /**
   * Opens, or makes, the store in a folder.
   *
   * @throws Problem CONFLICT if another process has the folder or a newer Hansa wrote it;
   *     UNAVAILABLE if the disk refuses
   */
  public static SqliteStore open(Path state, InstantSource clock) {
    return open(state, clock, Limits.DEFAULT);
  }

  static SqliteStore open(Path state, InstantSource clock, Limits limits) {
    return open(state, clock, limits, said -> {});
  }

  /**
   * @param progress as {@link Database#start}
   */
  static SqliteStore open(
      Path state, InstantSource clock, Limits limits, Consumer<String> progress) {
    return open(state, clock, limits, f -> new SqliteDatabase(f, limits.busy()), progress);
  }

  /**
   * @param opening how its file is opened
   */
  static SqliteStore open(
      Path state,
      InstantSource clock,
      Limits limits,
      Function<Path, SqliteDatabase> opening,
      Consumer<String> progress) {
    StateFolder folder = StateFolder.open(state);
    try {
      SqliteDatabase database = opening.apply(folder.database());
      Database.Start start = database.start(clock.instant(), progress);
      Mark.beside(folder.database()).set(start.installation());
      BlobFolder blobs = BlobFolder.open(folder, limits, clock);
      SqliteStore store = new SqliteStore(folder, database, start, blobs, clock, limits);
      store.start();
      LOG.info("Store {} is open at revision {}", state, start.snapshot().revision());
      return store;
    } catch (SQLException | IOException e) {
      folder.free();
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the store in " + state + " cannot be opened: " + e.getMessage(),
          DiskTrouble.of(folder.database(), e).cure(folder.database()),
          List.of(),
          e);
    } catch (RuntimeException | Error e) {
      folder.free();
      throw e;
    }
  }

  private void start() {
    writer.start();
    feed.start();
    checkpoints.start();
    sweep.start();
    inspection.start();
  }

  /** What is in the log only counts too. */
  @Override
  long size() {
    long pages =
        readers.read(
            connection -> {
              try (Statement statement = connection.createStatement();
                  ResultSet found =
                      statement.executeQuery(
                          "SELECT page_count * page_size"
                              + " FROM pragma_page_count(), pragma_page_size()")) {
                return found.next() ? found.getLong(1) : 0;
              }
            });
    return pages + blobs.used();
  }

  /** Only one process can have the folder. */
  @Override
  void shut() {
    endInspections();
    sweep.close();
    writer.close();
    feed.close();
    checkpoints.close();
    readers.close();
    folder.free();
    LOG.info("Store is closed at revision {}", writer.committed().revision());
  }
}
