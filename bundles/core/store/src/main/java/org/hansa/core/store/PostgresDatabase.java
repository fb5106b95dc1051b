package org.hansa.core.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.hansa.core.api.Problem;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL database that several nodes share. Every answer is waited for a bounded time, for a
 * network that swallows packets says nothing; only to make the tables, to read all of them and to
 * fill them takes as long as it takes, while the server lives.
 */
final class PostgresDatabase implements Database {

  /** As the server knows all connections of nodes. */
  static final String APPLICATION = "hansa";

  private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

  private static final String RESTORE =
      "Restore a backup; what has changed since that was made is lost.";

  private static final int CONNECT_SECONDS = 5;
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /**
   * So that the server gives up a long statement, and its locks, whose client is gone; what it does
   * not know yet is left out.
   */
  private static final String LOOK_FOR_CLIENT =
      "SELECT set_config(name, '10', false) FROM pg_settings"
          + " WHERE name IN ('tcp_keepalives_idle', 'tcp_keepalives_interval')"
          + " UNION ALL SELECT set_config(name, '10s', false) FROM pg_settings"
          + " WHERE name = 'client_connection_check_interval'";

  /** Any number will do, if all nodes have the same. */
  private static final long CREATING = 4_827_155_204_907_713_381L;

  private final PostgresStore.Access access;
  private final PGSimpleDataSource source;
  private final String url;
  private final Duration busy;
  private final Duration answer;
  private volatile Optional<String> damage = Optional.empty();

  PostgresDatabase(PostgresStore.Access access, Duration busy) {
    this(access, busy, ANSWER);
  }

  /**
   * @param answer how long one is waited for, in whole seconds
   * @throws Problem INVALID if its URL is none, or holds a password
   */
  PostgresDatabase(PostgresStore.Access access, Duration busy, Duration answer) {
    this.access = access;
    this.url = access.url();
    this.answer = answer;
    this.busy = busy;
    if (!url.startsWith("jdbc:postgresql:") || url.contains("password=")) {
      throw Problem.invalid(
          "url",
          url.replaceAll("password=[^&]*", "password=..."),
          "jdbc:postgresql://HOST:PORT/DATABASE without a password",
          "Put the password into a file, and name that by passwordFile.");
    }
    this.source = source(Duration.ofSeconds(CONNECT_SECONDS), answer);
  }

  /** Both in whole seconds. */
  private PGSimpleDataSource source(Duration connect, Duration answered) {
    PGSimpleDataSource made = new PGSimpleDataSource();
    try {
      made.setUrl(url);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("url", url, "jdbc:postgresql://HOST:PORT/DATABASE", "Correct it.");
    }
    if (!access.user().isEmpty()) {
      made.setUser(access.user());
    }
    if (!access.password().isEmpty()) {
      made.setPassword(access.password());
    }
    made.setConnectTimeout((int) connect.toSeconds());
    made.setLoginTimeout((int) connect.toSeconds());
    made.setSocketTimeout((int) answered.toSeconds());
    made.setTcpKeepAlive(true);
    made.setReWriteBatchedInserts(true);
    made.setApplicationName(APPLICATION);
    return made;
  }

  @Override
  public String name() {
    return url.replaceAll("\\?.*", "");
  }

  @Override
  public String cure() {
    return "Check that PostgreSQL answers at " + name() + ".";
  }

  /** How long a locked database is waited for. */
  Duration busy() {
    return busy;
  }

  /** Pages are the server's affair; that a row is not as it was written is seen here. */
  @Override
  public String failed(Throwable why) {
    if (why instanceof Outgrown) {
      return Outgrown.CURE;
    }
    if (!(why instanceof Damaged) && damage.isEmpty()) {
      return cure();
    }
    if (damage.isEmpty()) {
      damage = Optional.of(Damaged.said(name(), why, RESTORE));
      LOG.error("{}", damage.get());
    }
    return RESTORE;
  }

  @Override
  public Optional<String> damage() {
    return damage;
  }

  @Override
  public Schema schema() {
    return Schema.POSTGRES;
  }

  /** PostgreSQL chooses by itself. */
  @Override
  public String using(String index) {
    return "";
  }

  /** In transactions of its own making; a state in one of them is one moment's. */
  @Override
  public Connection reader() throws SQLException {
    Connection connection = source.getConnection();
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public Connection moment() throws SQLException {
    Connection connection = patient();
    try {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** For statements that may take long. */
  private Connection patient() throws SQLException {
    Connection connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery(LOOK_FOR_CLIENT).close();
      Patience.with(connection, answer.dividedBy(2), source::getConnection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** For one long transaction while nobody else works. */
  Connection loader() throws SQLException {
    Connection connection = patient();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET synchronous_commit = on");
      statement.execute("SET lock_timeout = '" + busy.toMillis() + "ms'");
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * For short transactions that hold up others. A process that stands still in one is cut off by
   * the database, so that it does not hold up the others for longer.
   */
  Connection writer() throws SQLException {
    return writer(source);
  }

  /**
   * The same, for what is of no use later.
   *
   * @param patience how long the connection is waited for, and each answer; in whole seconds
   */
  Connection writer(Duration patience) throws SQLException {
    return writer(source(patience, patience));
  }

  private Connection writer(PGSimpleDataSource from) throws SQLException {
    Connection connection = from.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET synchronous_commit = on");
      statement.execute("SET idle_in_transaction_session_timeout = '2s'");
      statement.execute("SET lock_timeout = '" + busy.toMillis() + "ms'");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public boolean isOurs() {
    return false;
  }

  @Override
  public Tables tables() throws SQLException {
    return new PostgresTables(writer(), this);
  }

  @Override
  public Start start(Instant now, Consumer<String> progress) throws SQLException {
    try (Connection connection = patient();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT pg_advisory_xact_lock(" + CREATING + ")");
      if (schema(statement) > 0) {
        // A node of the former release may be in a batch: it ends first, and can begin no other.
        PostgresLeases.lock(statement);
        requireLeft(statement);
        Migrations.run(connection, Schema.POSTGRES, name(), progress);
      } else {
        create(connection);
      }
      connection.commit();
      // Resources and their revision as of one moment.
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      Start start = Beginning.read(connection, Schema.POSTGRES, now);
      connection.commit();
      return start;
    }
  }

  /** In the transaction of the caller. */
  static void create(Connection connection) throws SQLException {
    Beginning.create(connection, Schema.POSTGRES);
    try (Statement statement = connection.createStatement()) {
      OwnTables.mark(statement);
    }
  }

  /** Which schema it has; 0 if there are no tables yet. */
  static int schema(Statement statement) throws SQLException {
    try (ResultSet found = statement.executeQuery("SELECT to_regclass('meta') IS NOT NULL")) {
      if (!found.next() || !found.getBoolean(1)) {
        return 0;
      }
    }
    return Integer.parseInt(Beginning.meta(statement, "schema"));
  }

  /**
   * Whoever lives is of the release before, and would find its tables gone or go on without what is
   * new. The row of the revision is locked, so nobody comes to life meanwhile.
   *
   * @throws Problem UNAVAILABLE if the tables are to be changed and nodes work with them
   */
  private void requireLeft(Statement statement) throws SQLException {
    int found = schema(statement);
    Set<String> alive = found < Schema.VERSION ? PostgresLeases.alive(statement) : Set.of();
    if (!alive.isEmpty()) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "nodes of a former release work with the database %s at its schema %d: %s"
              .formatted(name(), found, String.join(", ", new TreeSet<>(alive))),
          "Stop them; then this one brings it to schema "
              + Schema.VERSION
              + " and goes on by itself.");
    }
  }
}
