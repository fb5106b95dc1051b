package org.hansa.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Leases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partitions leased in the database, by its clock. Each change of hands locks the row of the
 * revision, as a commit does: no commit under a former epoch comes after it. Whoever keeps that row
 * and stands still amid a statement is cut off, for the server itself waits for the rest of it. A
 * connection that says nothing is replaced before what is held by it runs out. Thread-safe.
 */
final class PostgresLeases implements Leases, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresLeases.class);

  /** How long the row is waited for before it is asked who keeps it. */
  private static final String TURN = "1s";

  /** Longer than the row is waited for, and a third of how long a lease stands. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** lock_not_available */
  private static final String NO_TURN = "55P03";

  /**
   * As idle_in_transaction_session_timeout does it where a statement has ended: nothing was done
   * and no word has come for two seconds.
   */
  private static final String CUT_OFF_WHO_STANDS_STILL =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
          + " WHERE datname = current_database() AND usename = current_user"
          + " AND application_name = '"
          + PostgresDatabase.APPLICATION
          + "' AND pid <> pg_backend_pid() AND state = 'active' AND wait_event = 'ClientRead'"
          + " AND state_change < clock_timestamp() - interval '2 seconds'";

  private final PostgresDatabase database;
  private final Consumer<String> named;
  private final Runnable outgrown;
  private Optional<Connection> connection = Optional.empty();
  private final Set<String> own = new HashSet<>();

  /**
   * @param named told the name of each node that renews here, before its first renewal
   * @param outgrown called when the database is no longer one that this release knows; it must not
   *     wait
   */
  PostgresLeases(PostgresDatabase database, Consumer<String> named, Runnable outgrown) {
    this.database = database;
    this.named = named;
    this.outgrown = outgrown;
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(Statement statement) throws SQLException;
  }

  @Override
  public synchronized Held renew(String node, Duration ttl) {
    if (own.add(node)) {
      named.accept(node);
    }
    return transacted(
        statement -> {
          long revision = lock(statement);
          Outgrown.unlessKnown(statement, database.name());
          live(node, ttl);
          Map<Integer, Shares.Row> rows = rows(statement);
          Map<Integer, Shares.Row> moves = Shares.moves(rows, alive(statement), node);
          write(moves);
          rows.putAll(moves);
          Map<Integer, Long> epochs = new HashMap<>();
          rows.forEach(
              (partition, row) -> {
                if (row.node().equals(Optional.of(node))) {
                  epochs.put(partition, row.epoch());
                }
              });
          return new Held(epochs, revision, ttl);
        });
  }

  @Override
  public synchronized void leave(String node) {
    transacted(
        statement -> {
          lock(statement);
          try (PreparedStatement member = prepare("DELETE FROM member WHERE node = ?");
              PreparedStatement lease = prepare("UPDATE lease SET node = NULL WHERE node = ?")) {
            member.setString(1, node);
            lease.setString(1, node);
            return member.executeUpdate() + lease.executeUpdate();
          }
        });
  }

  /** Nodes that live, without those that renewed here. */
  synchronized Set<String> others() {
    return transacted(
        statement -> {
          Set<String> others = alive(statement);
          others.removeAll(own);
          return others;
        });
  }

  static long lock(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery("SELECT value FROM meta WHERE key = 'revision' FOR UPDATE")) {
      if (!found.next()) {
        throw new SQLException("the database lacks its revision");
      }
      return Long.parseLong(found.getString(1));
    }
  }

  private void live(String node, Duration ttl) throws SQLException {
    try (PreparedStatement upsert =
        prepare(
            "INSERT INTO member VALUES (?, clock_timestamp() + ? * interval '1 millisecond')"
                + " ON CONFLICT (node) DO UPDATE SET until = excluded.until")) {
      upsert.setString(1, node);
      upsert.setLong(2, ttl.toMillis());
      upsert.executeUpdate();
    }
  }

  static Set<String> alive(Statement statement) throws SQLException {
    statement.execute("DELETE FROM member WHERE until <= clock_timestamp()");
    return living(statement);
  }

  /** The same, and nothing is locked or changed. */
  static Set<String> living(Statement statement) throws SQLException {
    Set<String> alive = new HashSet<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT node FROM member WHERE until > clock_timestamp()")) {
      while (rows.next()) {
        alive.add(rows.getString(1));
      }
    }
    return alive;
  }

  private static Map<Integer, Shares.Row> rows(Statement statement) throws SQLException {
    Map<Integer, Shares.Row> all = new HashMap<>();
    try (ResultSet rows = statement.executeQuery("SELECT partition, node, epoch FROM lease")) {
      while (rows.next()) {
        all.put(
            rows.getInt(1),
            new Shares.Row(Optional.ofNullable(rows.getString(2)), rows.getLong(3)));
      }
    }
    return all;
  }

  private void write(Map<Integer, Shares.Row> moves) throws SQLException {
    try (PreparedStatement upsert =
        prepare(
            "INSERT INTO lease VALUES (?, ?, ?) ON CONFLICT (partition)"
                + " DO UPDATE SET node = excluded.node, epoch = excluded.epoch")) {
      for (Map.Entry<Integer, Shares.Row> move : moves.entrySet()) {
        upsert.setInt(1, move.getKey());
        upsert.setString(2, move.getValue().node().orElse(null));
        upsert.setLong(3, move.getValue().epoch());
        upsert.executeUpdate();
      }
    }
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    return connection.orElseThrow().prepareStatement(sql);
  }

  private <T> T transacted(Work<T> work) {
    long began = System.nanoTime();
    boolean kept = connection.isPresent();
    try {
      while (true) {
        try (Statement statement = opened().createStatement()) {
          T answer = work.on(statement);
          opened().commit();
          return answer;
        } catch (SQLException e) {
          boolean late = System.nanoTime() - began > database.busy().toNanos();
          if (!late && NO_TURN.equals(e.getSQLState())) {
            cutOffWhoStandsStill();
          } else if (kept && !(e instanceof Outgrown)) {
            // It may have been cut, or swallow all that is said. What was asked can be asked again.
            LOG.info("The leases' connection is replaced: {}", e.getMessage());
            close();
            kept = false;
          } else {
            throw e;
          }
        }
      }
    } catch (SQLException e) {
      close();
      if (e instanceof Outgrown) {
        outgrown.run();
      }
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the leases cannot be reached: " + e.getMessage(),
          database.failed(e),
          List.of(),
          e);
    }
  }

  private Connection opened() throws SQLException {
    if (connection.isEmpty()) {
      connection = Optional.of(database.writer(PATIENCE));
      try (Statement statement = connection.get().createStatement()) {
        statement.execute("SET lock_timeout = '" + TURN + "'");
        // What is cut off keeps the row for no longer: whoever takes its place waits for it.
        statement.execute("SET idle_in_transaction_session_timeout = '1s'");
      }
      connection.get().setAutoCommit(false);
    }
    return connection.get();
  }

  private void cutOffWhoStandsStill() throws SQLException {
    opened().rollback();
    int cut = 0;
    try (Statement statement = opened().createStatement();
        ResultSet rows = statement.executeQuery(CUT_OFF_WHO_STANDS_STILL)) {
      while (rows.next()) {
        cut++;
      }
    }
    opened().commit();
    if (cut > 0) {
      LOG.warn("{} connections that stood still amid a statement were cut off", cut);
    }
  }

  /** What it holds runs out by itself, if it was not left. */
  @Override
  public synchronized void close() {
    try {
      if (connection.isPresent()) {
        connection.get().close();
      }
    } catch (SQLException e) {
      // It is broken anyway.
      connection = Optional.empty();
    }
    connection = Optional.empty();
  }
}
