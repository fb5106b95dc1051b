package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Fence;

/** Writes batches; belongs to the writer's thread. */
abstract class Tables implements AutoCloseable {

  /**
   * What other processes committed since.
   *
   * @param compacted up to where the changes are gone
   */
  record News(List<Commit> commits, long revision, long compacted) {}

  final Connection connection;
  final Statement statement;
  private final PreparedStatement log;
  private final PreparedStatement entry;
  private final PreparedStatement seal;
  private final PreparedStatement unseal;
  private final PreparedStatement meta;
  private final Schema schema;
  private final Unindexed unindexed;
  private long flush;

  /** Made when first needed: most never write it. */
  private Optional<Filings> filings = Optional.empty();

  Tables(Connection connection, Schema schema) throws SQLException {
    this.connection = connection;
    this.schema = schema;
    try {
      statement = connection.createStatement();
      unindexed = new Unindexed(connection, statement);
      log =
          connection.prepareStatement(
              "INSERT INTO log (id, op, kind, tenant, name, former, json)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?)");
      entry =
          connection.prepareStatement(
              "INSERT INTO entry (stream, at, subject, uid, actor, cause, body, others)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
      seal =
          connection.prepareStatement(
              "INSERT INTO sealed (kind, tenant, name, value) VALUES (?, ?, ?, ?)"
                  + " ON CONFLICT (kind, tenant, name) DO UPDATE SET value = excluded.value");
      unseal =
          connection.prepareStatement(
              "DELETE FROM sealed WHERE kind = ? AND tenant = ? AND name = ?");
      meta =
          connection.prepareStatement("UPDATE meta SET value = ? WHERE key = ? AND value LIKE ?");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Before a batch is decided.
   *
   * @param revision that this process knows
   * @param writes false if it only wants to know what is new
   * @param news gets what it does not know yet, piece by piece, in order; what it got stays,
   *     whatever fails then
   */
  abstract void begin(long revision, boolean writes, Consumer<News> news) throws SQLException;

  /**
   * @throws org.hansa.core.api.Problem PRECONDITION if one does not hold
   */
  abstract void check(Set<Fence> fences);

  /**
   * The revision at which a resource of the catalogue stands; 0 if there is none.
   *
   * @throws Problem UNAVAILABLE if the database refuses
   */
  final long filed(Ref ref) {
    try {
      return filings().revision(ref);
    } catch (SQLException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the catalogue cannot be read: " + e.getMessage(),
          "Try again.",
          List.of(),
          e);
    }
  }

  private Filings filings() throws SQLException {
    if (filings.isEmpty()) {
      filings = Optional.of(new Filings(connection, schema));
    }
    return filings.get();
  }

  /** Nothing is to be written after all. */
  abstract void abandon() throws SQLException;

  /** The first statement of a commit. */
  abstract void open() throws SQLException;

  /** The last. */
  abstract void seal(long revision) throws SQLException;

  /** COMMIT: the database writes what is left of its log, and flushes that to the disk. */
  final void end() throws SQLException {
    long began = System.nanoTime();
    statement.execute("COMMIT");
    flush = System.nanoTime() - began;
  }

  /** Nanoseconds that {@link #end} took when it last went well. */
  final long flush() {
    return flush;
  }

  /** After a commit: what must not be put off for ever. */
  abstract void tidy() throws SQLException;

  /**
   * Commits a batch, or throws and has written nothing, unless it throws {@link InDoubt}.
   *
   * @param before the revision on which the batch was decided: if another process wrote, against
   *     all rules, it is not the database's, and the batch is refused
   * @param compacted changes up to this revision are dropped with it; negative for none
   */
  void commit(Batch batch, long before, long compacted) throws SQLException {
    open();
    try {
      for (Prepared prepared : batch.prepared()) {
        rows(prepared);
      }
      log.executeBatch();
      entry.executeBatch();
      unindexed.written();
      sealed(batch);
      for (Prepared prepared : batch.prepared()) {
        for (Prepared.Filed filed : prepared.filings()) {
          filings().write(filed);
        }
      }
      if (!set("revision", Long.toString(before), batch.head().revision())) {
        throw new SQLException("the database is not at revision " + before + ": start again");
      }
      if (compacted >= 0) {
        Compaction.run(connection, compacted);
        set("compacted", "%", compacted);
      }
      seal(batch.head().revision());
    } catch (SQLException e) {
      rollback(e);
      throw e;
    }
  }

  private void rows(Prepared prepared) throws SQLException {
    int place = 0;
    for (Prepared.Row row : prepared.rows()) {
      Ref ref = row.changed().resource().ref();
      log.setLong(1, LogKey.of(row.changed().revision(), place++));
      log.setString(2, row.changed().op().name());
      log.setString(3, ref.kind());
      log.setString(4, ref.tenant());
      log.setString(5, ref.name());
      log.setLong(6, row.former());
      log.setString(7, row.json());
      log.addBatch();
    }
    for (Prepared.Line line : prepared.lines()) {
      Entry said = line.entry();
      entry.setString(1, said.stream());
      entry.setLong(2, line.at());
      entry.setString(3, said.subject().map(Ref::toString).orElse(""));
      entry.setString(4, said.uid());
      entry.setString(5, said.actor());
      entry.setString(6, said.cause());
      entry.setString(7, said.body().toString());
      entry.setString(8, EntryIndex.others(said));
      entry.addBatch();
      unindexed.add(said);
    }
  }

  private void sealed(Batch batch) throws SQLException {
    for (Prepared prepared : batch.prepared()) {
      for (Map.Entry<Ref, Optional<byte[]>> value : prepared.sealed().entrySet()) {
        PreparedStatement target = value.getValue().isPresent() ? seal : unseal;
        name(target, value.getKey());
        if (value.getValue().isPresent()) {
          seal.setBytes(4, value.getValue().get());
        }
        target.executeUpdate();
      }
    }
  }

  private static void name(PreparedStatement target, Ref ref) throws SQLException {
    target.setString(1, ref.kind());
    target.setString(2, ref.tenant());
    target.setString(3, ref.name());
  }

  private boolean set(String key, String former, long value) throws SQLException {
    meta.setString(1, Long.toString(value));
    meta.setString(2, key);
    meta.setString(3, former);
    return meta.executeUpdate() == 1;
  }

  final void rollback(Exception cause) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
