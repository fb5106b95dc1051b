package org.hansa.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hansa.core.api.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder that holds all state, while this process alone has it. */
final class StateFolder implements AutoCloseable {

  /**
   * Held as a system property too: a second open and close of the lock file by the same process,
   * even by another class loader, would release the operating system's lock.
   */
  private static final String HELD = "org.hansa.core.store.held:";

  private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);

  private final Path root;
  private final FileChannel channel;

  private StateFolder(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /**
   * @throws Problem CONFLICT if a process has it, UNAVAILABLE if it cannot be used
   */
  static StateFolder open(Path folder) {
    try {
      OwnerOnly.folder(folder);
      Path root = folder.toRealPath();
      String pid = Long.toString(ProcessHandle.current().pid());
      if (System.getProperties().putIfAbsent(HELD + root, pid) != null) {
        throw held(root, pid);
      }
      try {
        StateFolder state = new StateFolder(root, lock(root, pid));
        state.prepare();
        return state;
      } catch (IOException | RuntimeException e) {
        System.clearProperty(HELD + root);
        throw e;
      }
    } catch (IOException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the state folder " + folder + " cannot be used: " + e,
          "Check that it is a folder on a mounted disk and that this user may write there.",
          List.of(),
          e);
    }
  }

  Path database() {
    return root.resolve("hansa.db");
  }

  Path blobs() {
    return root.resolve("blobs");
  }

  /** Where a restored database is made: worth nothing until it is moved to {@link #restored}. */
  Path restoring() {
    return root.resolve("restoring");
  }

  /** What is to take the database's place: from when it is there the restore is decided. */
  private Path restored() {
    return root.resolve("restored");
  }

  /** What was made in {@link #restoring} replaces the database, at the latest at the next open. */
  void decide() throws IOException {
    OwnerOnly.sync(restoring());
    Files.move(restoring(), restored(), StandardCopyOption.ATOMIC_MOVE);
    OwnerOnly.sync(root);
    exchange();
  }

  /** May be cut off anywhere and begun again. */
  private void exchange() throws IOException {
    Path next = restored().resolve(database().getFileName());
    if (Files.exists(next)) {
      // The former one's log must never be taken for that of the restored one.
      Files.deleteIfExists(root.resolve("hansa.db-wal"));
      Files.deleteIfExists(root.resolve("hansa.db-shm"));
      OwnerOnly.sync(root);
      Files.move(next, database(), StandardCopyOption.ATOMIC_MOVE);
      OwnerOnly.sync(root);
    }
    OwnerOnly.delete(restored());
    OwnerOnly.delete(restoring());
  }

  Path root() {
    return root;
  }

  /** Where SQLite's native library is unpacked: the system's temporary folder may be noexec. */
  Path natives() {
    return root.resolve("native");
  }

  private void prepare() throws IOException {
    try {
      OwnerOnly.folder(natives());
      OwnerOnly.folder(blobs());
      exchange();
      OwnerOnly.file(database());
      clean(natives());
      // Read once, when SQLite's native library is first needed.
      System.setProperty("org.sqlite.tmpdir", natives().toString());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** A process that is killed leaves its copies behind. */
  static void clean(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static FileChannel lock(Path root, String pid) throws IOException {
    Path file = root.resolve("lock");
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            OwnerOnly.fileAttributes(file));
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw held(root, read(channel));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(20);
    channel.read(buffer, 0);
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII).trim();
  }

  private static Problem held(Path root, String pid) {
    return new Problem(
        Problem.Reason.CONFLICT,
        "the state folder " + root + " is in use by process " + pid,
        "Stop that process, or give this one another folder by hansa.state.");
  }

  /** As {@link #close}; what went wrong is logged. */
  void free() {
    try {
      close();
    } catch (IOException e) {
      LOG.warn("The lock of the state folder {} did not close", root, e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      System.clearProperty(HELD + root);
    }
  }
}
