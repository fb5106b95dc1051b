package org.hansa.core.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.hansa.core.api.store.Backups;

/** A store in a folder with its backups, as a process has them, without OSGi around. */
final class BackedUp implements DefaultBackups.Host, AutoCloseable {

  final Path state;
  final DefaultBackups backups;
  SqliteStore store;

  BackedUp(Path state) throws Exception {
    this(state, DefaultBackups.DISK);
  }

  BackedUp(Path state, DefaultBackups.Room room) throws Exception {
    this(state, room, InstantSource.system());
  }

  /**
   * @param clock of the backups alone
   */
  BackedUp(Path state, DefaultBackups.Room room, InstantSource clock) throws Exception {
    this.state = state;
    store = open();
    if (!Files.exists(state.resolve(RootKey.FILE))) {
      Files.write(state.resolve(RootKey.FILE), new byte[32]);
    }
    backups = new DefaultBackups(state, this, clock, room);
  }

  private SqliteStore open() {
    return SqliteStore.open(state, InstantSource.system(), Limits.DEFAULT);
  }

  @Override
  public Optional<DatabaseStore> store() {
    return Optional.of(store);
  }

  @Override
  public void restore(SavedState saved, Restored restored, Consumer<String> progress) {
    store.close();
    try {
      SqliteRestore.run(state, Limits.DEFAULT, InstantSource.system(), saved, restored, progress);
    } finally {
      store = open();
    }
  }

  void make(String name) {
    backups.make(Optional.of(name), "user:ada", "test", line -> {});
  }

  void restore(String name) {
    restore(name, Backups.Trust.SEALED);
  }

  void restore(String name, Backups.Trust trust) {
    backups.restore(name, trust, "user:ada", "test", line -> {});
  }

  @Override
  public void close() {
    store.close();
  }
}
