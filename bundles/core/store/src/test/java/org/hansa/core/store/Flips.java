package org.hansa.core.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Copies of a state folder in which one bit of the database turns. */
final class Flips {

  private Flips() {}

  /** The folder anew, with the files of the other. */
  static Path copy(Path from, Path to) throws IOException {
    OwnerOnly.delete(to);
    OwnerOnly.folder(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  /**
   * @param bit counted from the front of the file, the lowest of a byte first
   */
  static void turn(Path state, long bit) throws IOException {
    turnIn(state.resolve("hansa.db"), bit);
  }

  /** As {@link #turn}, in any file. */
  static void turnIn(Path path, long bit) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(bit / 8);
      int before = file.read();
      file.seek(bit / 8);
      file.write(before ^ (1 << (bit % 8)));
    }
  }
}
