package org.hansa.core.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/** The SQLite file: how it is opened. Tests open it with less room than there is. */
class SqliteDatabase implements Database {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);

  /** Bytes that must be free again after the disk was full. */
  private static final long ROOM = 1L << 20;

  /**
   * Bytes of a page of a database that is made now; one that stands keeps its own. Rows are of
   * about a kilobyte, and each page costs a commit some calls: of 4 KiB they took a tenth longer.
   */
  static final String PAGE = "8192";

  /**
   * KiB of pages that who commits keeps. Rows are appended, so it needs few of them; and SQLite
   * looks at each of them when a transaction ends in which an index has split amid its rows.
   */
  private static final String FEW = "8192";

  /** KiB of pages for what goes over all of the tables once: a migration, a restore. */
  private static final String MANY = "65536";

  /** Pages of the log after which it begins anew. */
  private static final int LONG_LOG = 2048;

  private final Path file;
  private final Duration busy;
  private volatile boolean full;
  private volatile boolean longLog;
  private volatile Optional<String> damage = Optional.empty();

  SqliteDatabase(Path file, Duration busy) {
    this.file = file;
    this.busy = busy;
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public String cure() {
    return DiskTrouble.OTHER.cure(file);
  }

  @Override
  public String failed(Throwable why) {
    DiskTrouble trouble = known().orElseGet(() -> DiskTrouble.of(file, why));
    full = trouble == DiskTrouble.FULL;
    String cure = trouble.cure(file);
    if (trouble == DiskTrouble.DAMAGED && damage.isEmpty()) {
      damage = Optional.of(Damaged.said(name(), why, cure));
      LOG.error("{}", damage.get());
    }
    return cure;
  }

  private Optional<DiskTrouble> known() {
    Optional<DiskTrouble> one = damage.map(text -> DiskTrouble.DAMAGED);
    return full ? one.or(() -> Optional.of(DiskTrouble.FULL)) : one;
  }

  @Override
  public Optional<String> damage() {
    return damage;
  }

  @Override
  public String using(String index) {
    return " INDEXED BY " + index;
  }

  @Override
  public Schema schema() {
    return Schema.SQLITE;
  }

  /** Of the checkpoints: so many pages are in the log, most of them moved by now. */
  void log(int pages) {
    longLog = pages > LONG_LOG;
  }

  /** Of the writer: whether the log is to begin anew; true once for each checkpoint. */
  boolean takeLongLog() {
    boolean taken = longLog;
    longLog = false;
    return taken;
  }

  @Override
  public boolean isOurs() {
    return true;
  }

  @Override
  public Tables tables() throws SQLException {
    // A commit of nothing may fit into what a failed one has left; real ones would fail again.
    if (full && free() < ROOM) {
      throw new SQLException("its disk is full");
    }
    full = false;
    Connection connection = writer();
    try (Statement statement = connection.createStatement()) {
      // What a statement of several rows would undo: in a file it is as much to write as the rows.
      statement.execute("PRAGMA temp_store=MEMORY");
      statement.execute("PRAGMA cache_size=-" + FEW);
      return new SqliteTables(connection, this);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Bytes that its disk has left. */
  long free() {
    return file.toFile().getUsableSpace();
  }

  /** Durable at every commit; checkpoints are made apart, so that no commit waits for one. */
  Connection writer() throws SQLException {
    return connect(
        "page_size=" + PAGE,
        "journal_mode=WAL",
        "synchronous=FULL",
        "wal_autocheckpoint=0",
        "journal_size_limit=" + (64 << 20),
        "cache_size=-" + MANY,
        "mmap_size=0");
  }

  @Override
  public Connection reader() throws SQLException {
    return connect("query_only=ON", "cache_size=-8192", "mmap_size=0");
  }

  @Override
  public Connection moment() throws SQLException {
    Connection connection = reader();
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Of a state that is to be replaced: it leaves the file and its log as they are, when it closes
   * too, so that what is wrong with them is still found if they stay.
   */
  Connection former() throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setReadOnly(true);
    return connect(source, "query_only=ON", "cache_size=-8192", "mmap_size=0");
  }

  Connection checkpointer() throws SQLException {
    return connect("synchronous=FULL", "wal_autocheckpoint=0", "mmap_size=0");
  }

  private Connection connect(String... pragmas) throws SQLException {
    return connect(new SQLiteDataSource(), pragmas);
  }

  private Connection connect(SQLiteDataSource source, String... pragmas) throws SQLException {
    if (file.toString().indexOf('?') >= 0) {
      throw new SQLException("a state folder's name must not contain a question mark: " + file);
    }
    source.setUrl("jdbc:sqlite:" + file);
    Connection connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout=" + busy.toMillis());
      statement.execute("PRAGMA cell_size_check=ON");
      for (String pragma : pragmas) {
        statement.execute("PRAGMA " + pragma);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Start start(Instant now, Consumer<String> progress) throws SQLException {
    LogCheck.check(file);
    try (Connection connection = writer();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      if (hasSchema(statement)) {
        Migrations.run(connection, Schema.SQLITE, name(), progress);
      } else {
        Mark.beside(file).requireNew();
        Beginning.create(connection, Schema.SQLITE);
      }
      statement.execute("COMMIT");
      SqliteShape.check(statement);
      return Beginning.read(connection, Schema.SQLITE, now);
    }
  }

  private static boolean hasSchema(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'meta'")) {
      return found.next();
    }
  }
}
