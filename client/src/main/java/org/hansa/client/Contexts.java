package org.hansa.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;

/**
 * The logins of a user, in a file that only its owner can read. Several commands may write it at
 * once: each reads, changes and replaces it under a lock.
 */
final class Contexts {

  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /**
   * What the file holds.
   *
   * @param current the context that is meant where none is named
   */
  record Kept(Optional<String> current, SortedMap<String, Context> contexts) {

    static final Kept NOTHING = new Kept(Optional.empty(), new TreeMap<>());

    Kept {
      contexts = contexts == null ? new TreeMap<>() : new TreeMap<>(contexts);
    }

    Kept with(String name, Context context) {
      SortedMap<String, Context> all = new TreeMap<>(contexts);
      all.put(name, context);
      return new Kept(Optional.of(name), all);
    }

    Kept without(String name) {
      SortedMap<String, Context> all = new TreeMap<>(contexts);
      all.remove(name);
      return new Kept(current.filter(c -> !c.equals(name)), all);
    }
  }

  private final Path file;

  Contexts(Path file) {
    this.file = file;
  }

  static Contexts of(Surroundings around) {
    Path home = Path.of(around.variable("HOME").orElse(System.getProperty("user.home")));
    Path configuration =
        around.variable("XDG_CONFIG_HOME").map(Path::of).orElse(home.resolve(".config"));
    return new Contexts(configuration.resolve("hansa/contexts.json"));
  }

  /**
   * @throws Problem PRECONDITION if others may read it; MALFORMED if it is not as it was written
   */
  Kept read() {
    if (!Files.exists(file)) {
      return Kept.NOTHING;
    }
    try (InputStream in = Files.newInputStream(file)) {
      requireOwn();
      return Json.view(Json.read(in), Kept.class);
    } catch (IOException e) {
      throw unusable(e);
    } catch (Problem e) {
      if (e.reason() == Problem.Reason.PRECONDITION) {
        throw e;
      }
      // What the reader says may repeat what it could not read: a token.
      throw new Problem(
          Problem.Reason.MALFORMED,
          file + " is not as it was written here",
          "Take it away, and log in again.");
    }
  }

  private void requireOwn() throws IOException {
    Set<PosixFilePermission> may = Files.getPosixFilePermissions(file);
    if (may.stream().anyMatch(p -> !p.name().startsWith("OWNER_"))) {
      throw new Problem(
          Problem.Reason.PRECONDITION,
          "others may read or write " + file + ", and so may have its tokens",
          "Say chmod 600 " + file + "; log out and in again if somebody else was there.");
    }
  }

  Kept change(UnaryOperator<Kept> change) {
    try {
      // A folder that is a link to one is left as it is.
      if (!Files.isDirectory(file.getParent())) {
        Files.createDirectories(file.getParent(), OWNERS_FOLDER);
      }
      Path lock = file.resolveSibling("contexts.lock");
      try (FileChannel channel =
              FileChannel.open(
                  lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNERS_FILE);
          FileLock held = channel.lock()) {
        Kept next = change.apply(held.isValid() ? read() : Kept.NOTHING);
        Path fresh = Files.createTempFile(file.getParent(), "contexts", ".new", OWNERS_FILE);
        Files.writeString(fresh, Json.pretty(Json.tree(next)));
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return next;
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private Problem unusable(IOException e) {
    return new Problem(
        Problem.Reason.UNAVAILABLE,
        file + " cannot be used: " + e.getMessage(),
        "See to it that you may read and write there.",
        List.of(),
        e);
  }

  /** The context of this name. */
  static Context named(Kept kept, String name) {
    return Optional.ofNullable(kept.contexts().get(name))
        .orElseThrow(
            () ->
                new Problem(
                    Problem.Reason.NOT_FOUND,
                    "there is no context '" + name + "'",
                    kept.contexts().isEmpty()
                        ? "Log in first: hansa login URL."
                        : "There are " + String.join(", ", kept.contexts().keySet()) + "."));
  }
}
