package org.hansa.drivers.simulator.world;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.drivers.simulator.data.Refusal;

/**
 * A file of lines, each with its check sum. A line is written whole, in one call, and so outlives
 * the process; what a simulation holds need not outlive a power loss, and nothing is forced to
 * disk. No file is kept open: there may be a thousand.
 */
final class Journal {

  private static final int SUM = 9;

  private final Path file;
  private long length;

  Journal(Path file) {
    this.file = file;
  }

  /** Whether somebody else has written since: then what was read of it no longer holds. */
  boolean changed() {
    return size() != length;
  }

  private long size() {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw Refusal.of("looking at " + file, e);
    }
  }

  /** All lines; one at the end that was not written whole is cut off. */
  List<String> read() {
    length = 0;
    if (size() == 0) {
      return List.of();
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      List<String> lines = new ArrayList<>();
      int begin = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          String line = new String(bytes, begin, i - begin, UTF_8);
          if (line.length() < SUM || !line.startsWith(sum(line.substring(SUM)) + " ")) {
            refuseDamage(i + 1 < bytes.length, lines.size() + 1);
            break;
          }
          lines.add(line.substring(SUM));
          begin = i + 1;
        }
      }
      length = begin;
      if (begin < bytes.length) {
        cut();
      }
      return lines;
    } catch (IOException e) {
      throw Refusal.of("reading " + file, e);
    }
  }

  private void refuseDamage(boolean inside, int line) {
    if (inside) {
      throw new DriverException(
          Reason.INTERNAL,
          file
              + " is damaged at line "
              + line
              + "; remove the file to begin with an empty site, or cut it before that line");
    }
  }

  void append(String line) {
    byte[] bytes = whole(line).getBytes(UTF_8);
    try {
      Files.createDirectories(file.getParent());
      try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, APPEND)) {
        write(channel, bytes);
      }
      length += bytes.length;
    } catch (IOException e) {
      try {
        cut();
      } catch (IOException also) {
        e.addSuppressed(also);
      }
      throw Refusal.of("writing " + file, e);
    }
  }

  /** Puts these lines in the place of all others; a crash leaves either. */
  void rewrite(List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(whole(line)));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    byte[] bytes = text.toString().getBytes(UTF_8);
    try {
      Files.write(fresh, bytes);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      length = bytes.length;
    } catch (IOException e) {
      throw Refusal.of("writing " + fresh, e);
    }
  }

  private void cut() throws IOException {
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      channel.truncate(length);
    } catch (NoSuchFileException e) {
      length = 0;
    }
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static String whole(String line) {
    return sum(line) + " " + line + "\n";
  }

  private static String sum(String line) {
    CRC32 crc = new CRC32();
    crc.update(line.getBytes(UTF_8));
    return String.format("%08x", crc.getValue());
  }
}
