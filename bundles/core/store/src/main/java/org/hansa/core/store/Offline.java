package org.hansa.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Backups;

/**
 * What {@code bin/hansa} asks of the store in a state folder while Hansa is stopped, and of the
 * database that nodes share also while they run. It prints one line, and ends with 1 if it could
 * not; how far it is, is said beside that.
 */
public final class Offline implements DefaultBackups.Host {

  private static final Duration BUSY = Duration.ofSeconds(5);
  private static final String WHO = "system:upgrade";
  private static final String CAUSE = "offline";

  private final Path state;
  private final Optional<PostgresStore.Access> shared;
  private final Consumer<String> progress = System.err::println;
  private Optional<DatabaseStore> store = Optional.empty();

  private Offline(String state) {
    this.state = Path.of(state);
    this.shared = OperatorFile.access(this.state);
  }

  /**
   * The question: {@code knows} which schema this release writes; {@code schema STATE} which one
   * the state has, 0 for none; {@code nodes STATE} which others live on the database that this one
   * shares; {@code backup STATE TARGET}; {@code restore STATE TARGET}, with {@code --unsealed}
   * behind it if somebody answers for that backup.
   */
  public static void main(String[] args) {
    try {
      System.out.println(answer(args));
    } catch (Problem e) {
      System.out.println(e.line());
      System.exit(1);
    }
  }

  static String answer(String... args) {
    String question = String.join(" ", args);
    if (question.equals("knows")) {
      return Integer.toString(Schema.VERSION);
    }
    if (args.length == 2 && args[0].equals("schema")) {
      return new Offline(args[1]).schema();
    }
    if (args.length == 2 && args[0].equals("nodes")) {
      return new Offline(args[1]).nodes();
    }
    if (args.length == 3 && args[0].equals("backup")) {
      return new Offline(args[1]).backup(args[2]);
    }
    boolean vouched = args.length == 4 && args[3].equals("--unsealed");
    if ((args.length == 3 || vouched) && args[0].equals("restore")) {
      Offline there = new Offline(args[1]);
      Backups.Trust trust = vouched ? Backups.Trust.VOUCHED : Backups.Trust.SEALED;
      there.backups().restore(args[2], trust, WHO, CAUSE, there.progress);
      return args[2];
    }
    throw Problem.invalid(
        "question", question, "known", "Ask knows, schema, nodes, backup or restore.");
  }

  /** Nothing is opened that would be brought to another schema by that. */
  private String schema() {
    if (shared.isPresent()) {
      return Integer.toString(ask(shared.get(), PostgresDatabase::schema));
    }
    Path file = state.resolve("hansa.db");
    if (!Files.exists(file)) {
      return "0";
    }
    StateFolder folder = StateFolder.open(state);
    try {
      LogCheck.check(file);
      try (Connection connection = new SqliteDatabase(file, BUSY).reader();
          Statement statement = connection.createStatement()) {
        return Beginning.meta(statement, "schema");
      }
    } catch (SQLException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          file + " cannot be read: " + e.getMessage(),
          "Check the disk, or restore a backup.");
    } finally {
      folder.free();
    }
  }

  private String nodes() {
    if (shared.isEmpty()) {
      return "";
    }
    Set<String> others = new TreeSet<>(ask(shared.get(), Offline::alive));
    try {
      others.remove(Mark.node(state).word());
    } catch (IOException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "which node this one is cannot be read in " + state + ": " + e.getMessage(),
          "Check the disk.");
    }
    return String.join(", ", others);
  }

  private static Set<String> alive(Statement statement) throws SQLException {
    return PostgresDatabase.schema(statement) > 0 ? PostgresLeases.living(statement) : Set.of();
  }

  @FunctionalInterface
  private interface Question<T> {
    T of(Statement statement) throws SQLException;
  }

  private static <T> T ask(PostgresStore.Access access, Question<T> question) {
    PostgresDatabase database = new PostgresDatabase(access, BUSY);
    try (Connection connection = database.reader();
        Statement statement = connection.createStatement()) {
      return question.of(statement);
    } catch (SQLException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the database " + database.name() + " cannot be read: " + e.getMessage(),
          database.cure(),
          List.of(),
          e);
    }
  }

  private String backup(String target) {
    InstantSource clock = InstantSource.system();
    DatabaseStore opened =
        shared.isPresent()
            ? PostgresStore.open(state, shared.get(), clock, Limits.DEFAULT, () -> {})
            : SqliteStore.open(state, clock);
    store = Optional.of(opened);
    try {
      return backups().make(Optional.of(target), WHO, CAUSE, progress).folder();
    } finally {
      opened.close();
    }
  }

  private DefaultBackups backups() {
    return new DefaultBackups(state, this, InstantSource.system(), DefaultBackups.DISK);
  }

  @Override
  public Optional<DatabaseStore> store() {
    return store;
  }

  @Override
  public void restore(SavedState saved, Restored restored, Consumer<String> said) {
    InstantSource clock = InstantSource.system();
    if (shared.isPresent()) {
      PostgresRestore.run(state, shared.get(), Limits.DEFAULT, clock, saved, restored, said);
    } else {
      SqliteRestore.run(state, Limits.DEFAULT, clock, saved, restored, said);
    }
  }
}
