package org.hansa.drivers.hansa;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sums as files of the endpoint's folder, so that a long ledger is not read from its beginning
 * after each restart. What is lost here, or cannot be read, is summed up anew: nothing depends on
 * it.
 */
final class Saved {

  private static final String ENDING = ".sums";
  private static final int HEAD = 4;
  private static final long LONGEST = 64 << 10;

  private final Path folder;

  Saved(Path folder) {
    this.folder = folder;
  }

  private Path file(String uid) {
    return folder.resolve(uid + ENDING);
  }

  Optional<Sums> load(String uid) {
    Path file = file(uid);
    try {
      return Files.exists(file) && Files.size(file) <= LONGEST
          ? Optional.of(read(Files.readAllLines(file)))
          : Optional.empty();
    } catch (IOException | DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Sums read(List<String> lines) throws IOException {
    if (lines.size() < HEAD) {
      throw new IOException("it was cut");
    }
    Map<String, BigDecimal> quantities = new TreeMap<>();
    for (String line : lines.subList(HEAD, lines.size())) {
      int blank = line.indexOf(' ');
      if (blank < 0) {
        throw new IOException("it was changed");
      }
      quantities.put(line.substring(0, blank), new BigDecimal(line.substring(blank + 1)));
    }
    return new Sums(
        Long.parseLong(lines.get(0)),
        Optional.of(Instant.parse(lines.get(1))),
        Optional.of(Instant.parse(lines.get(2))),
        Long.parseLong(lines.get(3)),
        Map.copyOf(quantities));
  }

  /** Whole, or as it was before. */
  void save(String uid, Sums sums) {
    if (sums.since().isEmpty() || sums.until().isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add(Long.toString(sums.number()));
    lines.add(sums.since().get().toString());
    lines.add(sums.until().get().toString());
    lines.add(Long.toString(sums.late()));
    sums.quantities().forEach((unit, sum) -> lines.add(unit + " " + sum.toPlainString()));
    try {
      Files.createDirectories(folder);
      Path fresh = Files.write(folder.resolve(uid + ".new"), lines);
      Files.move(
          fresh, file(uid), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // It is summed up anew after the next restart; that is all.
      return;
    }
  }

  void remove(String uid) {
    try {
      Files.deleteIfExists(file(uid));
    } catch (IOException e) {
      // Whoever has this uid next has other entries, all of them later.
      return;
    }
  }
}
