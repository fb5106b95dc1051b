package org.hansa.core.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Problem;

/**
 * The root key in the state folder, and beside it, while it is being renewed, the next one. What is
 * written is on the disk when a call returns: values sealed under a key that a power cut took away
 * would be lost for ever.
 */
final class KeyFiles {

  static final int BYTES = 32;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final Path key;
  private final Path next;

  KeyFiles(Path state) {
    folder = state;
    key = state.resolve("root.key");
    next = state.resolve("root.key.next");
  }

  Path key() {
    return key;
  }

  /**
   * @throws Problem UNAVAILABLE if it cannot be read, or is no key
   */
  Optional<byte[]> read() {
    return read(key);
  }

  /** As {@link #read}, the one that is to take its place. */
  Optional<byte[]> next() {
    return read(next);
  }

  private static Optional<byte[]> read(Path file) {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      byte[] found = Files.readAllBytes(file);
      if (found.length != BYTES) {
        throw new Problem(
            Problem.Reason.UNAVAILABLE,
            "the root key " + file + " has " + found.length + " bytes, not " + BYTES,
            "Put the right key back.");
      }
      return Optional.of(found);
    } catch (IOException e) {
      throw trouble(file + " cannot be read", e);
    }
  }

  byte[] create(SecureRandom random) {
    return create(key, random);
  }

  byte[] createNext(SecureRandom random) {
    return create(next, random);
  }

  private byte[] create(Path file, SecureRandom random) {
    byte[] fresh = new byte[BYTES];
    random.nextBytes(fresh);
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(partial);
      try (FileChannel out =
          FileChannel.open(
              partial,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        ByteBuffer bytes = ByteBuffer.wrap(fresh);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      // Half a key under its name would keep the gate shut; a link never takes another's place.
      Files.createLink(file, partial);
      Files.delete(partial);
      force();
      return fresh;
    } catch (FileAlreadyExistsException e) {
      throw new UncheckedIOException("another process uses the same state folder", e);
    } catch (IOException e) {
      throw trouble(file + " cannot be written", e);
    }
  }

  /**
   * Puts the next one in the place of the key, in one step.
   *
   * @param at for the name of the file that keeps the former
   * @return that file
   */
  Path promote(Instant at) {
    Path former = free("root.key.until-" + TIME.format(at));
    try {
      // Without the next one it has come to its place before, and was not seen to.
      if (Files.exists(next)) {
        if (Files.exists(key)) {
          Files.createLink(former, key);
        }
        Files.move(next, key, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      force();
      return former;
    } catch (IOException e) {
      throw trouble(next + " cannot take the place of " + key, e);
    }
  }

  /** Never one that is there: a key that is kept may be the only one that opens a backup. */
  private Path free(String name) {
    Path file = folder.resolve(name);
    for (int i = 2; Files.exists(file); i++) {
      file = folder.resolve(name + "-" + i);
    }
    return file;
  }

  void discardNext() {
    try {
      Files.deleteIfExists(next);
      force();
    } catch (IOException e) {
      throw trouble(next + " cannot be deleted", e);
    }
  }

  private void force() throws IOException {
    try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
      opened.force(true);
    }
  }

  private static Problem trouble(String what, IOException e) {
    return new Problem(
        Problem.Reason.UNAVAILABLE,
        "the root key " + what + ": " + e.getMessage(),
        "See to it that the process may read and write there, and that there is room.",
        List.of(),
        e);
  }
}
