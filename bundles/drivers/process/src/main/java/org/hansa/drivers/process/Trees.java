package org.hansa.drivers.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.hansa.core.driver.Deadline;

/** Whole folders. A symbolic link is never followed. */
final class Trees {

  /** More entries than this are not counted: a figure that costs too much is left out. */
  private static final int MOST = 50_000;

  private Trees() {}

  static void onlyOwner(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  /** Deletes it with all in it; gone already, does nothing. */
  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isReadable(tree) || !Files.isWritable(tree) || !Files.isExecutable(tree)) {
        // A workload can shut a folder of its own against its owner.
        onlyOwner(tree);
      }
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(tree)) {
        for (Path entry : entries) {
          delete(entry);
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
    Files.deleteIfExists(tree);
  }

  /** The bytes in all files; empty if there are too many to count in time. */
  static Optional<Long> size(Path tree, Deadline deadline) {
    long[] sum = new long[2];
    try {
      Files.walkFileTree(
          tree,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              sum[0] += attributes.size();
              boolean enough = ++sum[1] > MOST || (sum[1] % 100 == 0 && deadline.passed());
              return enough ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      return Optional.empty();
    }
    return sum[1] > MOST || deadline.passed() ? Optional.empty() : Optional.of(sum[0]);
  }
}
