package org.hansa.drivers.process.forwarder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file that says which port leads where: one line {@code port uid target,target} a forward. The
 * driver replaces it in one move, the forwarder reads it when told to.
 *
 * @param lines by uid
 */
public record Table(Map<String, Line> lines) {

  /** A forward; targets are {@code host:port}. */
  public record Line(int port, List<String> targets) {
    public Line {
      targets = List.copyOf(targets);
    }
  }

  public Table {
    lines = Map.copyOf(lines);
  }

  /** The table in a file; empty if there is none. */
  public static Table read(Path file) throws IOException {
    Map<String, Line> lines = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.split(" ", -1);
        if (words.length != 3) {
          throw new IOException("not a line of a forward table: " + line);
        }
        List<String> targets = words[2].isEmpty() ? List.of() : List.of(words[2].split(",", -1));
        lines.put(words[1], new Line(Integer.parseInt(words[0]), targets));
      }
    } catch (NoSuchFileException e) {
      return new Table(Map.of());
    } catch (NumberFormatException e) {
      throw new IOException("not a port in a forward table: " + file, e);
    }
    return new Table(lines);
  }

  /** Replaces the file: a reader sees the old table or the new one, never a part. */
  public void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(lines)
        .forEach(
            (uid, line) ->
                text.append(line.port())
                    .append(' ')
                    .append(uid)
                    .append(' ')
                    .append(String.join(",", line.targets()))
                    .append('\n'));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  public Table with(String uid, Line line) {
    Map<String, Line> next = new TreeMap<>(lines);
    next.put(uid, line);
    return new Table(next);
  }

  public Table without(String uid) {
    Map<String, Line> next = new TreeMap<>(lines);
    next.remove(uid);
    return new Table(next);
  }
}
