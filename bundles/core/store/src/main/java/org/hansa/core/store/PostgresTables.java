package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Fence;

/**
 * Of a database that others write too. A batch is one transaction, and begins by locking the row of
 * the revision: so batches of all nodes come one after the other, each decided on what those before
 * it committed, and revisions are in the order of commits.
 */
final class PostgresTables extends Tables {

  /** Told of each commit; the text is its revision. */
  static final String CHANNEL = "hansa_commit";

  private static final int AT_ONCE = 1000;

  private final PreparedStatement locked;
  private final PreparedStatement read;
  private final PreparedStatement tell;
  private Map<Integer, Long> epochs = Map.of();

  PostgresTables(Connection connection) throws SQLException {
    super(connection, Schema.POSTGRES);
    try {
      String newest = "SELECT value FROM meta WHERE key = 'revision'";
      locked = connection.prepareStatement(newest + " FOR UPDATE");
      read = connection.prepareStatement(newest);
      tell = connection.prepareStatement("SELECT pg_notify('" + CHANNEL + "', ?)");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  Optional<News> begin(long revision, boolean writes) throws SQLException {
    try {
      statement.execute("BEGIN");
      long newest = number(writes ? locked : read);
      epochs = Map.of();
      if (newest == revision) {
        return Optional.empty();
      }
      List<Commit> commits = new ArrayList<>();
      long from = revision;
      while (from < newest) {
        History.Page page = History.read(connection, from, newest, AT_ONCE);
        commits.addAll(page.commits());
        from = page.upTo();
      }
      // Looked at afterwards: what is there now was there when it was read.
      long compacted = Long.parseLong(Beginning.meta(statement, "compacted"));
      if (compacted > revision) {
        throw new Outrun(revision, compacted);
      }
      return Optional.of(new News(commits, newest, compacted));
    } catch (SQLException | RuntimeException e) {
      rollback(e);
      throw e;
    }
  }

  private static long number(PreparedStatement query) throws SQLException {
    try (ResultSet found = query.executeQuery()) {
      if (!found.next()) {
        throw new SQLException("the database lacks its revision");
      }
      return Long.parseLong(found.getString(1));
    }
  }

  /** Who takes a partition locks the revision too, so an epoch stands until this batch ends. */
  @Override
  void check(Set<Fence> fences) {
    if (fences.isEmpty()) {
      return;
    }
    if (epochs.isEmpty()) {
      epochs = readEpochs();
    }
    for (Fence fence : fences) {
      long newest = epochs.getOrDefault(fence.partition(), 0L);
      if (newest != fence.epoch()) {
        throw new Problem(
            Problem.Reason.PRECONDITION,
            "partition "
                + fence.partition()
                + " is not held in epoch "
                + fence.epoch()
                + " any more, but in "
                + newest,
            "Nothing: whoever holds it does the work.");
      }
    }
  }

  private Map<Integer, Long> readEpochs() {
    Map<Integer, Long> found = new HashMap<>();
    try (ResultSet rows = statement.executeQuery("SELECT partition, epoch FROM lease")) {
      while (rows.next()) {
        found.put(rows.getInt(1), rows.getLong(2));
      }
      return found;
    } catch (SQLException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the leases cannot be read: " + e.getMessage(),
          "Try again.",
          List.of(),
          e);
    }
  }

  @Override
  void abandon() throws SQLException {
    statement.execute("ROLLBACK");
  }

  /** It was begun before the batch was decided. */
  @Override
  void open() {}

  @Override
  void seal(long revision) throws SQLException {
    tell.setString(1, Long.toString(revision));
    tell.executeQuery().close();
    try {
      end();
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      // The connection is gone, or the server is going: the commit may have come through.
      throw state.startsWith("08") || state.startsWith("57P") ? new InDoubt(e) : e;
    }
  }

  @Override
  void tidy() {}
}
