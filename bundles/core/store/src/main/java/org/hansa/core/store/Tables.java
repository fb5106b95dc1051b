package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Fence;

/** Writes batches; belongs to the writer's thread. */
abstract class Tables implements AutoCloseable {

  /**
   * What other processes committed since.
   *
   * @param compacted up to where the changes are gone
   */
  record News(List<Commit> commits, long revision, long compacted) {}

  /** The revision, if it is the one that is known, and with it what the log's total grows by. */
  private static final String REVISION =
      "UPDATE meta SET value = CASE key WHEN 'revision' THEN ? ELSE "
          + "CAST(CAST(value AS BIGINT) + ? AS TEXT) END, again = CASE key WHEN 'revision' THEN ?"
          + " ELSE CAST(CAST(again AS BIGINT) + ? AS TEXT) END"
          + " WHERE key = 'log' OR key = 'revision' AND value = ?";

  private static final int AT_ONCE = 1000;

  final Connection connection;
  final Statement statement;
  private final PreparedStatement log;
  private final EntryRows entries;
  private final PreparedStatement revision;
  private final SealedTable sealed;
  private final Database database;
  private final Unindexed unindexed;
  private final Compaction compaction;
  private long flush;

  /** Made when first needed: most never write it. */
  private Optional<Filings> filings = Optional.empty();

  Tables(Connection connection, Database database) throws SQLException {
    this.connection = connection;
    this.database = database;
    this.compaction = new Compaction(connection);
    Schema schema = database.schema();
    try {
      statement = connection.createStatement();
      unindexed = new Unindexed(connection, statement, database.isOurs());
      log = connection.prepareStatement(LogRow.INSERT);
      entries = new EntryRows(connection, schema);
      revision = connection.prepareStatement(REVISION);
      sealed = new SealedTable(connection);
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

  /** The newest that is committed. */
  final long revision() throws SQLException {
    return Long.parseLong(Beginning.meta(statement, "revision"));
  }

  /**
   * Reads what was committed after one revision, up to another.
   *
   * @param news as of {@link #begin}
   * @throws Outrun if some of it is gone
   */
  final void learn(long known, long newest, Consumer<News> news) throws SQLException {
    for (long from = known; from < newest; ) {
      History.Page page = History.read(connection, from, newest, AT_ONCE);
      // Looked at afterwards: what is there now was there when it was read.
      long compacted = Long.parseLong(Beginning.meta(statement, "compacted"));
      if (compacted > from) {
        throw new Outrun(from, compacted);
      }
      news.accept(new News(page.commits(), page.upTo(), compacted));
      from = page.upTo();
    }
  }

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
          database.failed(e),
          List.of(),
          e);
    }
  }

  private Filings filings() throws SQLException {
    if (filings.isEmpty()) {
      filings = Optional.of(new Filings(connection, database.schema()));
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
    try {
      statement.execute("COMMIT");
    } catch (RuntimeException | Error e) {
      throw new InDoubt(e);
    }
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
   * <p>If another process wrote, against all rules, or what the batch rests on was not written, the
   * database is not at the batch's base, and the batch is refused.
   *
   * @param compacted changes up to this revision are dropped with it; negative for none
   */
  void commit(Batch batch, long compacted) throws SQLException {
    open();
    try {
      long logged = 0;
      for (Prepared prepared : batch.prepared()) {
        logged += rows(prepared);
        lines(prepared);
      }
      log.executeBatch();
      entries.write();
      unindexed.written();
      sealed.write(batch);
      for (Prepared prepared : batch.prepared()) {
        for (Prepared.Filed filed : prepared.filings()) {
          filings().write(filed);
        }
      }
      if (compacted >= 0) {
        logged -= compaction.run(compacted);
        Beginning.set(connection, "compacted", Long.toString(compacted));
      }
      if (!advance(batch.base(), batch.head().revision(), logged)) {
        throw new SQLException("the database is not at revision " + batch.base() + ": start again");
      }
      seal(batch.head().revision());
    } catch (SQLException e) {
      rollback(e);
      throw e;
    }
  }

  /** What they add to the log's total. */
  private long rows(Prepared prepared) throws SQLException {
    long shares = 0;
    for (Prepared.Row row : prepared.rows()) {
      row.log().add(log, row.sum());
      shares += RowSum.share(row.sum());
    }
    return shares;
  }

  private void lines(Prepared prepared) throws SQLException {
    for (Prepared.Line line : prepared.lines()) {
      entries.add(EntryRow.of(unindexed.add(line), line));
    }
  }

  private boolean advance(long before, long next, long logged) throws SQLException {
    revision.setString(1, Long.toString(next));
    revision.setLong(2, logged);
    revision.setString(3, Long.toString(next));
    revision.setLong(4, logged);
    revision.setString(5, Long.toString(before));
    return revision.executeUpdate() == 2;
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
