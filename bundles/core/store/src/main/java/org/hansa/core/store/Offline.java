package org.hansa.core.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Backups;

/**
 * What {@code bin/hansa} asks while Hansa is stopped, of the store in a state folder; a database
 * that nodes share is not for it. It prints one line, and ends with 1 if it could not.
 */
public final class Offline implements DefaultBackups.Host {

  private static final Duration BUSY = Duration.ofSeconds(5);

  private final Path state;
  private Optional<DatabaseStore> store = Optional.empty();

  private Offline(Path state) {
    this.state = state;
  }

  /**
   * The question: {@code knows} which schema this release writes; {@code schema STATE} which one
   * the state has, 0 for none; {@code backup STATE TARGET}; {@code restore STATE TARGET}, with
   * {@code --unsealed} behind it if somebody answers for that backup.
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
    if (args.length == 1 && args[0].equals("knows")) {
      return Integer.toString(Schema.VERSION);
    }
    if (args.length == 2 && args[0].equals("schema")) {
      return schema(Path.of(args[1]));
    }
    if (args.length == 3 && args[0].equals("backup")) {
      Offline there = new Offline(Path.of(args[1]));
      there.store = Optional.of(SqliteStore.open(there.state, InstantSource.system()));
      try {
        Backups.Backup made =
            there.backups().make(Optional.of(args[2]), "system:upgrade", "offline", line -> {});
        return made.folder();
      } finally {
        there.store.ifPresent(DatabaseStore::close);
      }
    }
    boolean vouched = args.length == 4 && args[3].equals("--unsealed");
    if ((args.length == 3 || vouched) && args[0].equals("restore")) {
      Backups.Trust trust = vouched ? Backups.Trust.VOUCHED : Backups.Trust.SEALED;
      new Offline(Path.of(args[1]))
          .backups()
          .restore(args[2], trust, "system:upgrade", "offline", line -> {});
      return args[2];
    }
    throw Problem.invalid(
        "question", String.join(" ", args), "known", "Ask knows, schema, backup or restore.");
  }

  /** Nothing is opened that would be brought to another schema by that. */
  private static String schema(Path state) {
    Path file = state.resolve("hansa.db");
    if (!Files.exists(file)) {
      return "0";
    }
    StateFolder folder = StateFolder.open(state);
    try (Connection connection = new SqliteDatabase(file, BUSY).reader();
        Statement statement = connection.createStatement()) {
      return Beginning.meta(statement, "schema");
    } catch (SQLException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          file + " cannot be read: " + e.getMessage(),
          "Check the disk, or restore a backup.");
    } finally {
      folder.free();
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
  public void restore(SavedState saved, Restored restored, Consumer<String> progress) {
    SqliteRestore.run(state, Limits.DEFAULT, InstantSource.system(), saved, restored, progress);
  }
}
