package org.hansa.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Backups;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Backups of the store of a state folder, whether or not it is open. */
final class DefaultBackups implements Backups {

  private static final Logger LOG = LoggerFactory.getLogger(DefaultBackups.class);

  private static final DateTimeFormatter NAMES =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private static final Predicate<String> OF_TIME =
      Pattern.compile("[0-9]{8}-[0-9]{6}").asMatchPredicate();

  /** Left free on the disk, for the store must go on writing. */
  private static final long SPARE = 64L << 20;

  /** Who has the store. */
  interface Host {

    /** The open store, if it is open. */
    Optional<DatabaseStore> store();

    /**
     * Closes the store, restores into the state that nobody has open, and opens the store again,
     * restored or not.
     *
     * @throws Problem what kept it from being restored, or the store from being opened
     */
    void restore(SavedState saved, Restored restored, Consumer<String> progress);
  }

  /** How many bytes may still be written to the disk of a folder. */
  @FunctionalInterface
  interface Room {
    long of(Path folder) throws IOException;
  }

  static final Room DISK = folder -> Files.getFileStore(folder).getUsableSpace();

  private final Path state;
  private final BackupFolder folder;
  private final Host host;
  private final InstantSource clock;
  private final Room room;
  private final Semaphore one = new Semaphore(1);

  DefaultBackups(Path state, Host host, InstantSource clock, Room room) {
    this.state = state;
    this.folder = BackupFolder.of(state);
    this.host = host;
    this.clock = clock;
    this.room = room;
    folder.clean();
  }

  @Override
  public Backup make(Optional<String> target, String by, String cause, Consumer<String> progress) {
    Path place = folder.place(target.orElseGet(() -> NAMES.format(clock.instant())));
    return alone(
        () -> {
          DatabaseStore store = open();
          Optional<RootKey> root = RootKey.lasting(state);
          Path partial = folder.begin(place);
          try {
            require(place.getParent(), store.size());
            Manifest manifest = store.dump(partial, root, progress);
            requireSame(root);
            BackupFolder.end(partial, place);
            String name = manifest.backup(place).name();
            Restored.line(Restored.BACKUP, name, Optional.of(manifest.revision()))
                .write(store, by, cause);
            LOG.info("Backup {} of revision {} is made", place, manifest.revision());
            return manifest.backup(place);
          } finally {
            OwnerOnly.delete(partial);
          }
        });
  }

  /** Else its seal would be of one key, and the values in it of another. */
  private void requireSame(Optional<RootKey> root) throws IOException {
    Optional<String> now = RootKey.lasting(state).map(RootKey::fingerprint);
    if (!now.equals(root.map(RootKey::fingerprint))) {
      throw Problem.conflict("the root key was renewed meanwhile", "Try again.");
    }
  }

  private DatabaseStore open() {
    return host.store()
        .orElseThrow(
            () ->
                new Problem(
                    Problem.Reason.UNAVAILABLE,
                    "the store is not open",
                    "See why in the installation's readiness."));
  }

  @Override
  public List<Backup> list() {
    try {
      return folder.list();
    } catch (IOException e) {
      throw disk("the backups in " + folder.root() + " cannot be listed", e);
    }
  }

  @Override
  public void remove(String name, String by, String cause) {
    Path place = folder.named(name);
    alone(
        () -> {
          remove(open(), place, by, cause);
          return null;
        });
  }

  private void remove(DatabaseStore store, Path place, String by, String cause) throws IOException {
    String name = String.valueOf(place.getFileName());
    Restored.line(Restored.BACKUP_DELETE, name, BackupFolder.revision(place))
        .write(store, by, cause);
    folder.remove(place);
    LOG.info("Backup {} is removed, as {} asks", place, by);
  }

  @Override
  public List<String> keep(int newest, String by, String cause) {
    Backups.requireKeep(newest);
    return alone(
        () -> {
          DatabaseStore store = open();
          // By revision, not by time: a clock set back must not make the newest look like the
          // oldest.
          List<Backup> all =
              folder.list().stream()
                  .filter(b -> OF_TIME.test(b.name()))
                  .filter(b -> b.installation().equals(store.installation()))
                  .sorted(Comparator.comparingLong(Backup::revision).thenComparing(Backup::made))
                  .toList();
          List<Backup> old = all.subList(0, Math.max(0, all.size() - newest));
          for (Backup each : old) {
            remove(store, Path.of(each.folder()), by, cause);
          }
          return old.stream().map(Backup::name).toList();
        });
  }

  @Override
  public void restore(
      String target, Trust trust, String by, String cause, Consumer<String> progress) {
    Path place = folder.place(target);
    alone(
        () -> {
          Optional<RootKey> root = RootKey.in(state);
          SavedState saved = SavedState.open(place);
          boolean sealed = requireTrust(saved, trust);
          progress.accept("checking " + place);
          saved.check();
          require(state, SqliteRestore.room(saved.manifest()));
          host.store().ifPresent(DatabaseStore::requireAlone);
          if (host.store().isPresent()) {
            // Who renews it would put the next key beside values that were sealed under this one.
            requireSame(root);
          }
          LOG.warn("The state is replaced by the backup {}, as {} asks", place, by);
          host.restore(
              saved,
              new Restored(saved.name(), saved.manifest(), sealed, by, cause, clock.instant()),
              progress);
          return null;
        });
  }

  /** True if it is sealed under the root key that is here. */
  private boolean requireTrust(SavedState saved, Trust trust) throws IOException {
    Optional<RootKey> root = RootKey.in(state);
    Optional<String> made = saved.manifest().key();
    boolean same = made.equals(root.map(RootKey::fingerprint));
    if (same && saved.hasSeal()) {
      if (root.filter(saved::isSealedBy).isEmpty()) {
        throw new Problem(
            Problem.Reason.INVALID,
            "the backup "
                + saved.name()
                + " does not fit its seal: it was changed by who has not the root key",
            "Restore another, or a copy that lay where nobody could change it.");
      }
      return true;
    }
    if (!same && (saved.hasSealedValues() || (trust == Trust.SEALED && saved.hasSeal()))) {
      throw otherKey(saved);
    }
    if (trust == Trust.SEALED) {
      throw Problem.conflict(
          "the backup " + saved.name() + " has no seal: nothing says who made it",
          "If you answer for it, because nobody could change it where it lay, add --unsealed.");
    }
    return false;
  }

  private Problem otherKey(SavedState saved) {
    String cure = "Put that key in its place, from where it was kept apart, and start again";
    return Problem.conflict(
        "the backup "
            + saved.name()
            + " was sealed under another root key than "
            + state.resolve(RootKey.FILE),
        saved.hasSealedValues()
            ? cure + ": without it the secrets in the backup cannot be read."
            : cure + ", or, if you answer for the backup, add --unsealed.");
  }

  private void require(Path where, long bytes) throws IOException {
    long free = room.of(where);
    if (free < bytes + SPARE) {
      throw new Problem(
          Problem.Reason.EXHAUSTED,
          where + " has " + (free >> 20) + " MiB left, " + ((bytes + SPARE) >> 20) + " are needed",
          "Make room; nothing was changed.");
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T alone(Work<T> work) {
    if (!one.tryAcquire()) {
      throw Problem.conflict(
          "a backup is being made, removed or restored", "Try again when it is done.");
    }
    try {
      return work.run();
    } catch (IOException e) {
      throw disk("the backup cannot be read or written", e);
    } finally {
      one.release();
    }
  }

  private static Problem disk(String what, IOException e) {
    return new Problem(
        Problem.Reason.UNAVAILABLE, what + ": " + e, "Check the disk.", List.of(), e);
  }
}
