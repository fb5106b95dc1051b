package org.hansa.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Leases;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of one process: state in memory as a snapshot, and in an SQLite database in a folder of
 * its own. Closing writes what waits and frees the folder.
 */
public final class SqliteStore implements Store, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);

  private final StateFolder folder;
  private final InstantSource clock;
  private final String installation;
  private final BlobFolder blobs;
  private final Readers readers;
  private final History history;
  private final Records records;
  private final Feed feed;
  private final Writer writer;
  private final Checkpoints checkpoints;
  private final BlobSweep sweep;
  private final Leases leases = new LoneLeases();
  private final AtomicBoolean closed = new AtomicBoolean();

  private SqliteStore(
      StateFolder folder,
      SqliteDatabase database,
      Database.Start start,
      InstantSource clock,
      Limits limits)
      throws IOException {
    this.folder = folder;
    this.clock = clock;
    this.installation = start.installation();
    this.blobs = new BlobFolder(folder.blobs(), limits.blobBytes(), limits.blobQuota(), clock);
    this.readers = new Readers(database);
    this.history = new History(readers);
    this.records = new Records(readers);
    this.feed =
        new Feed(history, limits.retained(), start.snapshot().revision(), start.compacted());
    this.writer = new Writer(database, feed, clock, limits, start.snapshot());
    this.checkpoints = new Checkpoints(database, () -> writer.committed().revision());
    this.sweep = new BlobSweep(blobs, this::snapshot, clock);
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
    StateFolder folder = StateFolder.open(state);
    try {
      // Read once, when SQLite's native library is first needed.
      System.setProperty("org.sqlite.tmpdir", folder.natives().toString());
      SqliteDatabase database = new SqliteDatabase(folder.database(), limits.busy());
      Database.Start start = database.start(clock.instant());
      SqliteStore store = new SqliteStore(folder, database, start, clock, limits);
      store.start();
      LOG.info("Store {} is open at revision {}", state, start.snapshot().revision());
      return store;
    } catch (SQLException | IOException e) {
      free(folder);
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the store in " + state + " cannot be opened: " + e.getMessage(),
          "Check the disk, or restore a backup.",
          List.of(),
          e);
    } catch (RuntimeException | Error e) {
      free(folder);
      throw e;
    }
  }

  private void start() {
    writer.start();
    feed.start();
    checkpoints.start();
    sweep.start();
  }

  /** Why it is not ready, or empty if it is. */
  public Optional<String> trouble() {
    return writer.trouble().or(feed::trouble);
  }

  @Override
  public String installation() {
    return installation;
  }

  @Override
  public Leases leases() {
    return leases;
  }

  @Override
  public Snapshot snapshot() {
    return writer.committed().at(clock.instant());
  }

  @Override
  public Snapshot transact(Function<Snapshot, Transaction> decide) {
    return writer.transact(decide);
  }

  @Override
  public AutoCloseable watch(long from, Consumer<List<Changed>> sink) {
    return feed.watch(from, sink);
  }

  @Override
  public List<Changed> changes(long after, int limit) {
    feed.check(after);
    int most = Math.max(1, Math.min(Limits.PAGE, limit));
    List<Changed> found = history.page(after, writer.committed().revision(), most).changes();
    // Again: the writer may have dropped some while they were read.
    feed.check(after);
    return found;
  }

  @Override
  public Page entries(Query query) {
    return records.page(query);
  }

  @Override
  public Optional<byte[]> sealed(Ref secret) {
    return records.sealed(secret);
  }

  @Override
  public String put(InputStream content) throws IOException {
    return blobs.put(content);
  }

  @Override
  public boolean has(String digest) {
    return blobs.has(digest);
  }

  @Override
  public InputStream open(String digest) throws IOException {
    return blobs.open(digest);
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    sweep.close();
    writer.close();
    feed.close();
    checkpoints.close();
    readers.close();
    free(folder);
    LOG.info("Store is closed at revision {}", writer.committed().revision());
  }

  private static void free(StateFolder folder) {
    try {
      folder.close();
    } catch (IOException e) {
      LOG.warn("The state folder's lock did not close", e);
    }
  }
}
