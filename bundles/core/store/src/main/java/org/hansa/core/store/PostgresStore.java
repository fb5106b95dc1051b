package org.hansa.core.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import org.hansa.core.api.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's view of a store that several nodes share in a PostgreSQL database. The folder, which
 * each node has for itself, keeps only blobs that it has used.
 */
public final class PostgresStore extends DatabaseStore {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresStore.class);

  private final StateFolder folder;
  private final PostgresLeases leases;
  private final CommitNotices notices;
  private final BlobSweep sweep;
  private final Inspections inspections;
  private final BlobSweep nearSweep;

  private PostgresStore(
      StateFolder folder,
      PostgresDatabase database,
      Database.Start start,
      Readers readers,
      BlobFolder near,
      SharedBlobs blobs,
      PostgresLeases leases,
      InstantSource clock,
      Limits limits,
      Runnable outrun) {
    super(database, readers, start, blobs, leases, clock, limits, outrun);
    this.folder = folder;
    this.leases = leases;
    this.notices = new CommitNotices(database, writer::look);
    this.sweep = new BlobSweep(blobs, this::snapshot, this::filed, clock);
    this.inspections = new Inspections(database);
    this.nearSweep = new BlobSweep(near, this::snapshot, this::filed, clock);
  }

  /**
   * Opens the store, or makes it in an empty database.
   *
   * @param state a folder of this node's own
   * @param url {@code jdbc:postgresql://host:port/database}, without a password
   * @param password empty for none
   * @throws Problem INVALID for a URL that is none; CONFLICT if another process has the folder or a
   *     newer Hansa wrote the database; UNAVAILABLE if it does not answer
   */
  public static PostgresStore open(
      Path state, String url, String user, String password, InstantSource clock) {
    return open(state, new Access(url, user, password), clock, Limits.DEFAULT, () -> {});
  }

  /**
   * How to reach the database.
   *
   * @param password empty for none
   */
  record Access(String url, String user, String password) {

    @Override
    public String toString() {
      return user + " at " + url;
    }
  }

  /**
   * @param outrun called when this node was away for so long that it must be opened anew
   */
  static PostgresStore open(
      Path state, Access access, InstantSource clock, Limits limits, Runnable outrun) {
    PostgresDatabase database = new PostgresDatabase(access, limits.busy());
    StateFolder folder = StateFolder.open(state);
    try {
      Database.Start start = database.start(clock.instant());
      Readers readers = new Readers(database);
      BlobFolder near = BlobFolder.open(folder, limits, clock);
      SharedBlobs blobs = new SharedBlobs(database, readers, near, limits.blobQuota());
      PostgresStore store =
          new PostgresStore(
              folder,
              database,
              start,
              readers,
              near,
              blobs,
              new PostgresLeases(database),
              clock,
              limits,
              outrun);
      store.start();
      LOG.info("Store {} is open at revision {}", database.name(), start.snapshot().revision());
      return store;
    } catch (SQLException | IOException e) {
      folder.free();
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the store in " + database.name() + " cannot be opened: " + e.getMessage(),
          database.failed(e),
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
    notices.start();
    sweep.start();
    inspections.start();
    nearSweep.start();
  }

  @Override
  long size() {
    return readers.read(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet found =
                  statement.executeQuery(
                      "SELECT coalesce((SELECT sum(size) FROM blob), 0)"
                          + " + (SELECT sum(pg_table_size(t)) FROM unnest(ARRAY["
                          + "'log', 'entry', 'sealed', 'catalogue']::regclass[]) t)")) {
            return found.next() ? found.getLong(1) : 0;
          }
        });
  }

  @Override
  void requireAlone() {
    PostgresRestore.requireNone(leases.others());
  }

  @Override
  void shut() {
    inspections.close();
    nearSweep.close();
    sweep.close();
    notices.close();
    writer.close();
    feed.close();
    leases.close();
    readers.close();
    folder.free();
    LOG.info("Store is closed at revision {}", writer.committed().revision());
  }
}
