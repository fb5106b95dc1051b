package org.hansa.core.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Backups;

/**
 * What a backup says of itself, in the file {@code manifest.json}, together with the digest of what
 * it says, by which damage is seen, and its seal under the root key, by which forgery is: the
 * digests of all else are in it.
 *
 * @param format what its parts look like; a reader knows its own and older ones
 * @param installation whose state it is
 * @param revision of that state
 * @param made when
 * @param key the fingerprint of the root key under which its values are sealed, if there was one
 * @param files its parts, without the blobs themselves
 */
record Manifest(
    int format,
    String installation,
    long revision,
    Instant made,
    Optional<String> key,
    List<Lines> files) {

  /** Those of format 1 have no seal. */
  static final int FORMAT = 2;

  static final String FILE = "manifest.json";

  /** The part that names the blobs and their sizes. */
  static final String BLOBS = "blobs";

  private static final String CHECK = "sha256";
  private static final String SEAL = "seal";

  /**
   * As it was read.
   *
   * @param text what the seal is of
   */
  record Sealed(Manifest manifest, String text, Optional<String> seal) {}

  /**
   * A file of lines of JSON.
   *
   * @param part its name without the ending
   * @param lines how many there are
   * @param also bytes of what its lines speak of, and which lies beside it
   */
  record Lines(String part, long lines, long bytes, long also, String sha256) {

    String file() {
      return part + ".ndjson";
    }
  }

  Manifest {
    files = List.copyOf(files);
  }

  Optional<Lines> file(String part) {
    return files.stream().filter(f -> f.part().equals(part)).findFirst();
  }

  /** Bytes of the lines. */
  long bytes() {
    return files.stream().mapToLong(Lines::bytes).sum();
  }

  Backups.Backup backup(Path folder) {
    Map<String, Long> counts = new TreeMap<>();
    files.forEach(f -> counts.put(f.part(), f.lines()));
    return new Backups.Backup(
        String.valueOf(folder.getFileName()),
        folder.toString(),
        installation,
        revision,
        made,
        bytes() + files.stream().mapToLong(Lines::also).sum(),
        new TreeMap<>(counts));
  }

  /**
   * @param root without one it has no seal
   */
  void write(Path folder, Optional<RootKey> root) throws IOException {
    ObjectNode tree = (ObjectNode) Json.tree(this);
    String text = Json.text(tree);
    tree.put(CHECK, Sha.of(text));
    root.ifPresent(key -> tree.put(SEAL, key.seal(text)));
    OwnerOnly.write(
        folder.resolve(FILE), (Json.pretty(tree) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws Problem NOT_FOUND if there is none; INVALID if it is damaged or of a newer format
   */
  static Sealed read(Path folder) throws IOException {
    try (InputStream in = Files.newInputStream(folder.resolve(FILE))) {
      return read(folder, (ObjectNode) Json.read(in));
    } catch (NoSuchFileException e) {
      throw new Problem(
          Problem.Reason.NOT_FOUND,
          "there is no backup in " + folder,
          "List what there is with store:backups.",
          List.of(),
          e);
    } catch (ClassCastException e) {
      throw damaged(folder, FILE + " is no object");
    } catch (Problem e) {
      throw e.reason() == Problem.Reason.MALFORMED ? damaged(folder, e.getMessage()) : e;
    }
  }

  private static Sealed read(Path folder, ObjectNode tree) {
    int format = tree.path("format").asInt();
    if (format < 1 || format > FORMAT) {
      throw Problem.invalid(
          "the format of the backup in " + folder,
          tree.path("format").asText(),
          "one that this Hansa knows, which are those up to " + FORMAT,
          "Restore it with the Hansa that made it, or a newer one.");
    }
    String said = tree.path(CHECK).asText();
    Optional<String> seal = Optional.ofNullable(tree.path(SEAL).textValue());
    tree.remove(List.of(CHECK, SEAL));
    String text = Json.text(tree);
    if (!Sha.of(text).equals(said)) {
      throw damaged(folder, FILE + " is not as it was written");
    }
    return new Sealed(Json.view(tree, Manifest.class), text, seal);
  }

  static Problem damaged(Path folder, String what) {
    return new Problem(
        Problem.Reason.INVALID,
        "the backup in " + folder + " is damaged: " + what,
        "Take another copy of it, or another backup; nothing was changed.");
  }
}
