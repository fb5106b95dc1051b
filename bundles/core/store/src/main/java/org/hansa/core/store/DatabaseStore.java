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
import org.hansa.core.api.Blobs;
import org.hansa.core.api.Pending;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.metrics.Measured;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Inspector;
import org.hansa.core.api.store.Leases;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** State in memory as a snapshot, and in a database. Closing writes what waits. */
public abstract sealed class DatabaseStore implements Store, Measured, AutoCloseable
    permits SqliteStore, PostgresStore {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseStore.class);

  private final InstantSource clock;
  private final String installation;
  private final Blobs blobs;
  private final Leases leases;
  final Readers readers;
  private final History history;
  private final Records records;
  private final Past past;
  private final DatabaseCatalogue catalogue;
  final Inspections inspections;
  final DailyInspection inspection;
  final Feed feed;
  final Writer writer;
  private final AtomicBoolean closed = new AtomicBoolean();

  DatabaseStore(
      Database database,
      Readers readers,
      Database.Start start,
      Blobs blobs,
      Leases leases,
      InstantSource clock,
      Limits limits,
      Runnable outrun) {
    this.clock = clock;
    this.installation = start.installation();
    this.blobs = blobs;
    this.leases = leases;
    this.readers = readers;
    this.history = new History(readers);
    this.records = new Records(readers);
    this.catalogue = new DatabaseCatalogue(readers, database.schema());
    this.past = new Past(readers, limits.busy());
    this.inspections = new Inspections(database, clock);
    this.inspection = new DailyInspection(database, inspections);
    this.feed =
        new Feed(
            history, limits.retained(), start.snapshot().revision(), start.compacted(), outrun);
    Retention retention = new Retention(limits.retained());
    history.count(start.compacted(), start.snapshot().revision(), retention::add);
    Committer committer = new Committer(database, feed, start.snapshot(), retention, outrun);
    this.writer = new Writer(committer, clock, limits);
  }

  /** Why it is not ready, or empty if it is. */
  public final Optional<String> trouble() {
    return readers.database().damage().or(writer::trouble).or(feed::trouble);
  }

  @Override
  public final List<Family> families() {
    return StoreFigures.of(
        writer.committed(), feed.behind(), writer.families(), inspections.families());
  }

  @Override
  public final String installation() {
    return installation;
  }

  @Override
  public final Leases leases() {
    return leases;
  }

  @Override
  public final Snapshot snapshot() {
    return writer.committed().at(clock.instant());
  }

  @Override
  public final Snapshot snapshotAt(long revision) {
    PersistentSnapshot newest = reach(revision);
    if (revision < 0 || revision > newest.revision()) {
      throw Problem.invalid(
          "revision",
          revision,
          "from the oldest retained up to the newest, " + newest.revision(),
          "Leave it out to read what stands now.");
    }
    return past.read(newest, revision).at(clock.instant());
  }

  /**
   * Another node may have committed it: to decide on nothing is to ask for the newest. A revision
   * that nobody has is not worth a writer's turn.
   */
  private PersistentSnapshot reach(long revision) {
    PersistentSnapshot newest = writer.committed();
    return revision > newest.revision() && past.newest() > newest.revision()
        ? writer.transact(s -> Transaction.NOTHING)
        : newest;
  }

  @Override
  public final Snapshot transact(Function<Snapshot, Transaction> decide) {
    return writer.transact(decide);
  }

  @Override
  public final Pending begin(Function<Snapshot, Transaction> decide) {
    return writer.begin(decide);
  }

  @Override
  public final AutoCloseable watch(long from, Consumer<List<Changed>> sink) {
    reach(from);
    return feed.watch(from, sink);
  }

  /**
   * @throws Problem EXHAUSTED too if they were dropped while they were read
   */
  @Override
  public final List<Changed> changes(long after, int limit) {
    reach(after);
    feed.check(after);
    int most = Math.max(1, Math.min(Limits.PAGE, limit));
    return history.page(after, writer.committed().revision(), most).changes();
  }

  @Override
  public final Page entries(Query query) {
    return records.page(query);
  }

  @Override
  public final Catalogue catalogue() {
    return catalogue;
  }

  /** Gives the text of each resource of the catalogue. */
  final void filed(Consumer<String> sink) {
    catalogue.texts(sink);
  }

  @Override
  public final Optional<byte[]> sealed(Ref secret) {
    return records.sealed(secret);
  }

  @Override
  public final String put(InputStream content) throws IOException {
    return blobs.put(content);
  }

  @Override
  public final boolean has(String digest) {
    return blobs.has(digest);
  }

  @Override
  public final InputStream open(String digest) throws IOException {
    return blobs.open(digest);
  }

  /**
   * Writes the state of one moment into an empty folder.
   *
   * @param root the key under which it is sealed, if there is one
   */
  final Manifest dump(Path folder, Optional<RootKey> root, Consumer<String> progress)
      throws IOException {
    try {
      return new Dump(readers.database(), this, folder, progress)
          .write(snapshot(), clock.instant(), root);
    } catch (SQLException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the store cannot be read: " + e.getMessage(),
          readers.database().failed(e),
          List.of(),
          e);
    }
  }

  /** As {@link Inspector#inspect}. */
  final List<Inspector.Found> inspect(String by, String cause, Consumer<String> progress) {
    return inspections.inspect(by, () -> sayInspected(by, cause), progress);
  }

  /** As {@link Inspector#begin}. */
  final Inspector.Report beginInspection(String by, String cause) {
    return inspections.begin(by, () -> sayInspected(by, cause));
  }

  /** A store that cannot write must be inspected all the more: then the log alone says so. */
  private void sayInspected(String by, String cause) {
    try {
      new AuditLine("inspect").write(this, by, cause);
      LOG.info("{} has the database inspected", by);
    } catch (Problem e) {
      LOG.warn("{} has the database inspected, and the audit cannot say so", by, e);
    }
  }

  /** What is to be known of it though it is ready. */
  final Optional<String> notice() {
    return inspections.notice();
  }

  /** None goes on, while all that they read of is still open. */
  final void endInspections() {
    inspections.close();
    inspection.close();
  }

  /**
   * About how many bytes a copy of all takes, rather too many.
   *
   * @throws Problem UNAVAILABLE if the store cannot be read
   */
  abstract long size();

  @Override
  public final void close() {
    if (!closed.getAndSet(true)) {
      shut();
    }
  }

  /** Once: all threads end and all that is open is closed. */
  abstract void shut();
}
