package org.hansa.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
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

    /**
     * As an operator says it.
     *
     * @param file whose first line is the password; blank for none
     * @throws Problem UNAVAILABLE if it cannot be read
     */
    static Access of(String url, String user, String file) {
      if (file.isBlank()) {
        return new Access(url, user, "");
      }
      try {
        String password = Files.readString(Path.of(file)).lines().findFirst().orElse("");
        return new Access(url, user, password);
      } catch (IOException | InvalidPathException e) {
        throw new Problem(
            Problem.Reason.UNAVAILABLE,
            "passwordFile " + file + " cannot be read: " + e,
            "Name a file whose first line is the password, readable by this process's user alone.",
            List.of(),
            e);
      }
    }

    @Override
    public String toString() {
      return user + " at " + url;
    }
  }

  /**
   * @param outrun called when this node must be opened anew: it was away for too long, or the
   *     database is no longer one that this release knows
   */
  static PostgresStore open(
      Path state, Access access, InstantSource clock, Limits limits, Runnable outrun) {
    return open(state, access, clock, limits, outrun, said -> {});
  }

  /**
   * @param progress as {@link Database#start}
   */
  static PostgresStore open(
      Path state,
      Access access,
      InstantSource clock,
      Limits limits,
      Runnable outrun,
      Consumer<String> progress) {
    PostgresDatabase database = new PostgresDatabase(access, limits.busy());
    StateFolder folder = StateFolder.open(state);
    try {
      Database.Start start = database.start(clock.instant(), progress);
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
              new PostgresLeases(database, name -> noteNode(folder, name), outrun),
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

  /** So that {@code bin/hansa} can tell this node from others that live. */
  private static void noteNode(StateFolder folder, String name) {
    try {
      Mark.node(folder.root()).set(name);
    } catch (IOException e) {
      LOG.warn("The name of this node cannot be noted in {}", folder.root(), e);
    }
  }

  private void start() {
    writer.start();
    feed.start();
    notices.start();
    sweep.start();
    inspection.start();
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
  public void requireAlone() {
    PostgresRestore.requireNone(leases.others());
  }

  @Override
  void shut() {
    endInspections();
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
