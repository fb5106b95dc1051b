package org.hansa.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a state folder as they were written at one moment, and what a disk may have of them
 * when the power goes: of what was not yet synced, any part.
 *
 * <p>What is synced is known from SQLite's promise at {@code synchronous=FULL}: the log up to the
 * last acknowledgement; and the database up to where the log began anew. Pages that a checkpoint
 * writes are in the synced log until then: on the disk they may be old, new or torn. By the same
 * promise a transaction is synced before the next is written: so the power goes while one of those
 * that were not acknowledged yet is written, and of those after it there is nothing.
 */
final class PowerLoss {

  private final byte[] database;
  private final WalFile log;

  /** Frames of the log that must be there. */
  private final int synced;

  /** By path below the folder of blobs. */
  private final Map<Path, byte[]> blobs;

  private PowerLoss(byte[] database, WalFile log, int synced, Map<Path, byte[]> blobs) {
    this.database = database;
    this.log = log;
    this.synced = synced;
    this.blobs = blobs;
  }

  /** Before anything is written. */
  static PowerLoss nothing() {
    return new PowerLoss(new byte[0], new WalFile(new byte[0]), 0, Map.of());
  }

  /**
   * Copies while another process writes.
   *
   * @param salt of the log at the last acknowledgement
   * @param frames of the log at the last acknowledgement
   */
  static PowerLoss copy(Path state, long salt, int frames) throws IOException {
    Path file = state.resolve("hansa.db-wal");
    while (true) {
      long before = WalFile.read(file).salt();
      // First the database: what a checkpoint has moved to it is still in the log.
      byte[] database = Files.readAllBytes(state.resolve("hansa.db"));
      WalFile log = WalFile.read(file);
      if (log.salt() == before) {
        int synced = before == salt ? frames : 0;
        return new PowerLoss(database, log, moved(database, log, synced), blobs(state));
      }
    }
  }

  /** Not less than what a checkpoint has already written to the database: that was synced. */
  private static int moved(byte[] database, WalFile log, int synced) {
    int least = synced;
    for (int frame = synced; frame < log.frames(); frame++) {
      byte[] content = log.content(frame);
      if (WalFile.page(database, log.page(frame))
          .filter(p -> Arrays.equals(p, content))
          .isPresent()) {
        least = frame + 1;
      }
    }
    while (least > synced && !log.commits(least - 1)) {
      least++;
    }
    return least;
  }

  private static Map<Path, byte[]> blobs(Path state) throws IOException {
    Path root = state.resolve("blobs");
    Map<Path, byte[]> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        try {
          found.put(root.relativize(file), Files.readAllBytes(file));
        } catch (NoSuchFileException moved) {
          // Then it was not acknowledged, or it is found under its other name the next time.
          found.remove(root.relativize(file));
        }
      }
    }
    return found;
  }

  /**
   * Lays into an empty folder what the disk has.
   *
   * @param former an earlier copy of the same folder: what is lost leaves what was there before
   * @param acknowledged names of blobs that must be there
   */
  void lay(Path state, PowerLoss former, Set<String> acknowledged, Random random)
      throws IOException {
    Files.createDirectories(state.resolve("blobs"));
    Files.write(state.resolve("hansa.db"), database(former.database, random));
    Files.write(state.resolve("hansa.db-wal"), log(former.log.bytes(), random));
    for (Map.Entry<Path, byte[]> blob : blobs.entrySet()) {
      String name = blob.getKey().getFileName().toString();
      boolean partial = blob.getKey().startsWith("partial");
      if (acknowledged.contains(name) || random.nextInt(3) > 0) {
        Path file = state.resolve("blobs").resolve(blob.getKey());
        Files.createDirectories(file.getParent());
        byte[] content = blob.getValue();
        int length = partial ? random.nextInt(content.length + 1) : content.length;
        Files.write(file, Arrays.copyOf(content, length));
      }
    }
  }

  private byte[] log(byte[] former, Random random) {
    int first = transaction(random);
    int end = end(first);
    byte[] bytes =
        end == log.frames() ? log.bytes() : unwritten(log.bytes(), former, WalFile.offset(end));
    int safe = Math.min(bytes.length, WalFile.offset(first));
    int unit = random.nextBoolean() ? WalFile.SECTOR : WalFile.offset(1) - WalFile.offset(0);
    int origin = unit == WalFile.SECTOR ? 0 : WalFile.offset(0);
    int keep = random.nextInt(4);
    byte[] left = bytes.clone();
    for (int at = origin; at < left.length; at += unit) {
      if (random.nextInt(4) >= keep) {
        lose(left, former, Math.max(safe, at), Math.min(left.length, at + unit));
      }
    }
    boolean shorter = random.nextInt(3) == 0;
    return shorter ? Arrays.copyOf(left, safe + random.nextInt(left.length - safe + 1)) : left;
  }

  /** Where one of those begins that may not be on the disk. */
  private int transaction(Random random) {
    List<Integer> all = new ArrayList<>(List.of(synced));
    for (int end = end(synced); end < log.frames(); end = end(end)) {
      all.add(end);
    }
    return all.get(random.nextInt(all.size()));
  }

  /** Where it ends. */
  private int end(int first) {
    int end = first;
    while (end < log.frames() && !log.commits(end)) {
      end++;
    }
    return Math.min(end + 1, log.frames());
  }

  /** As it was before what follows was written. */
  private static byte[] unwritten(byte[] bytes, byte[] former, int from) {
    byte[] left = Arrays.copyOf(bytes, Math.max(from, Math.min(bytes.length, former.length)));
    lose(left, former, from, left.length);
    return left;
  }

  /** What was there before comes back, or nothing. */
  private static void lose(byte[] bytes, byte[] former, int from, int until) {
    for (int i = from; i < until; i++) {
      bytes[i] = i < former.length ? former[i] : 0;
    }
  }

  private byte[] database(byte[] former, Random random) {
    byte[] left = database.clone();
    for (int page = 1; page * WalFile.PAGE <= left.length; page++) {
      if (log.last(page, synced).isPresent()) {
        byte[] moved = log.content(log.last(page, synced).getAsInt());
        byte[] old = WalFile.page(former, page).orElse(new byte[WalFile.PAGE]);
        for (int at = 0; at < WalFile.PAGE; at += WalFile.SECTOR) {
          byte[] source = random.nextBoolean() ? moved : old;
          int to = (page - 1) * WalFile.PAGE + at;
          System.arraycopy(source, at, left, to, WalFile.SECTOR);
        }
      }
    }
    return left;
  }
}
