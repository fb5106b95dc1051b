package org.hansa.drivers.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.workload.LogPart;

/**
 * What a workload wrote. It writes to a file by itself, so that nothing is lost while the control
 * plane is away; here the file is kept small: copied and cut, since its writer holds it open.
 */
final class Logs {

  static final String NAME = "out.log";

  /** Size at which the file is cut, and of each file that is kept. */
  private static final long MOST_BYTES = 10L << 20;

  /** With the one that is written: three. */
  private static final int KEPT = 2;

  /** No more than this is read to answer one question. */
  private static final int MOST_READ = 4 << 20;

  private Logs() {}

  static Path file(Home home) {
    return home.log().resolve(NAME);
  }

  /**
   * Cuts the file if it is too long. Lines written between copying and cutting may be lost; where
   * something was written meanwhile, it is noted that they may be.
   */
  static void rotate(Home home) throws IOException {
    rotate(home, MOST_BYTES);
  }

  static synchronized void rotate(Home home, long most) throws IOException {
    Path file = file(home);
    if (!Files.isRegularFile(file) || Files.size(file) < most) {
      return;
    }
    LogCuts before = LogCuts.of(home);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel from =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel to =
            FileChannel.open(
                fresh,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      long size = from.size();
      // After a long absence of ours it may be of any size: only its end is kept.
      long at = copy(from, Math.max(0, size - most), to);
      // Only now: a copy that fails, on a full disk, leaves the kept ones where they are.
      for (int i = KEPT; i > 1; i--) {
        Path newer = kept(home, i - 1);
        if (Files.exists(newer)) {
          Files.move(newer, kept(home, i), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      Files.move(fresh, kept(home, 1), StandardCopyOption.REPLACE_EXISTING);
      at = copy(from, at, to);
      from.truncate(0);
      // If we end before this is kept, who follows finds less than he has seen, and is told so.
      before.cut(at, at > size).keep(home);
    }
  }

  /** What is there by now; where it ends. */
  private static long copy(FileChannel from, long begin, FileChannel to) throws IOException {
    long at = begin;
    for (long n = 1; n > 0; at += n) {
      n = from.transferTo(at, from.size() - at, to);
    }
    return at;
  }

  /** The last lines over all files, oldest first. */
  static List<String> last(Home home, int most) throws IOException {
    List<String> newestFirst = new ArrayList<>();
    int budget = MOST_READ;
    for (int i = 0; i <= KEPT && newestFirst.size() < most && budget > 0; i++) {
      Path file = i == 0 ? file(home) : kept(home, i);
      if (!Files.isRegularFile(file)) {
        continue;
      }
      String text = end(file, budget);
      budget -= text.length();
      List<String> lines = new ArrayList<>(text.lines().toList());
      Collections.reverse(lines);
      newestFirst.addAll(lines.subList(0, Math.min(lines.size(), most - newestFirst.size())));
    }
    Collections.reverse(newestFirst);
    return List.copyOf(newestFirst);
  }

  /**
   * Lines that follow a cursor.
   *
   * @throws DriverException INVALID for a cursor that was not said here
   */
  static synchronized LogPart after(Home home, Optional<String> after, int most)
      throws IOException {
    LogReading reading = LogReading.of(home);
    return after.isPresent() ? reading.after(after.get(), most) : reading.last(most);
  }

  private static String end(Path file, int most) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = in.size();
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, size));
      long at = size - bytes.capacity();
      while (bytes.hasRemaining()) {
        int n = in.read(bytes, at + bytes.position());
        if (n < 0) {
          break;
        }
      }
      return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }
  }

  static Path kept(Home home, int number) {
    return home.log().resolve(NAME + "." + number);
  }
}
