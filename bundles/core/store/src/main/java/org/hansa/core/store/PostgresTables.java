package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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

  /** What is read in one round trip with the revision, and after its row was locked. */
  static final String SCHEMA = "SELECT value FROM meta WHERE key = 'schema'";

  /** Revisions that are read while others wait; who knows less reads before it takes its turn. */
  private static final long NEAR = 2000;

  private final PreparedStatement locked;
  private final PreparedStatement read;
  private final PreparedStatement tell;
  private final String name;
  private Map<Integer, Long> epochs = Map.of();

  PostgresTables(Connection connection, PostgresDatabase database) throws SQLException {
    super(connection, database);
    name = database.name();
    try {
      String newest = "SELECT value FROM meta WHERE key = 'revision'";
      locked = connection.prepareStatement(newest + " FOR UPDATE; " + SCHEMA);
      read = connection.prepareStatement(newest + "; " + SCHEMA);
      tell = connection.prepareStatement("SELECT pg_notify('" + CHANNEL + "', ?)");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  void begin(long revision, boolean writes, Consumer<News> news) throws SQLException {
    try {
      epochs = Map.of();
      statement.execute("BEGIN");
      long known = revision;
      long newest = number(writes ? locked : read);
      while (newest - known > NEAR) {
        statement.execute("ROLLBACK");
        learn(known, newest, news);
        known = newest;
        statement.execute("BEGIN");
        newest = number(writes ? locked : read);
      }
      learn(known, newest, news);
    } catch (SQLException | RuntimeException e) {
      rollback(e);
      throw e;
    }
  }

  /**
   * @throws Outgrown if a newer release has brought the database to its schema
   */
  private long number(PreparedStatement query) throws SQLException {
    query.execute();
    long revision;
    try (ResultSet found = query.getResultSet()) {
      if (!found.next()) {
        throw new SQLException("the database lacks its revision");
      }
      revision = Long.parseLong(found.getString(1));
    }
    query.getMoreResults();
    try (ResultSet found = query.getResultSet()) {
      Outgrown.unlessKnown(found, name);
    }
    return revision;
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
      throw InDoubt.orPlain(e);
    }
  }

  @Override
  void tidy() {}
}
