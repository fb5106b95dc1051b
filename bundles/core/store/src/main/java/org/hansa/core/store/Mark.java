package org.hansa.core.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.hansa.core.api.Problem;

/**
 * A file in the state folder that has one word: beside the database which installation is in it, so
 * that an empty database is taken for a new one only where there was none; or as which node this
 * folder's process last lived.
 */
record Mark(Path file) {

  static Mark beside(Path database) {
    return new Mark(database.resolveSibling("installation"));
  }

  static Mark node(Path state) {
    return new Mark(state.resolve("node"));
  }

  /** What it says; empty if it is not there. */
  String word() throws IOException {
    return Files.exists(file) ? Files.readString(file).strip() : "";
  }

  /**
   * @throws Problem UNAVAILABLE if the database that is empty now was not
   */
  void requireNew() {
    if (Files.exists(file)) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the database in " + file.getParent() + " is empty, though " + file + " says it was not",
          "Restore a backup; or remove that file, to begin anew without anything that was.");
    }
  }

  /** Durable when it returns; called at each start, and writes what is new. */
  void set(String word) throws IOException {
    if (word().equals(word)) {
      return;
    }
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    OwnerOnly.file(next);
    Files.write(next, (word + "\n").getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    OwnerOnly.sync(file.getParent());
  }
}
