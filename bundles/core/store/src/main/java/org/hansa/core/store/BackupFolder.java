package org.hansa.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Backups;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where backups lie: by name in a folder of the state, or wherever the operator says. */
record BackupFolder(Path root) {

  private static final Logger LOG = LoggerFactory.getLogger(BackupFolder.class);
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
  private static final String PARTIAL = ".partial";

  static BackupFolder of(Path state) {
    return new BackupFolder(state.resolve("backups").toAbsolutePath());
  }

  /**
   * @param target a name or an absolute path
   * @throws Problem INVALID if it is neither
   */
  Path place(String target) {
    if (!target.contains("/")) {
      if (!NAME.matcher(target).matches()) {
        throw Problem.invalid(
            "backup",
            target,
            "a name of at most 100 lower-case letters, digits, '.', '_' and '-', or a path",
            "Choose such a name, for instance before-the-move.");
      }
      return root.resolve(target);
    }
    try {
      Path path = Path.of(target).normalize();
      if (path.isAbsolute() && path.getNameCount() > 0) {
        return path;
      }
    } catch (InvalidPathException e) {
      LOG.debug("no path", e);
    }
    throw Problem.invalid("backup", target, "an absolute path", "Write it from / on.");
  }

  /**
   * One beside the others that is there, whole or damaged.
   *
   * @param name never a path: nothing elsewhere is removed
   * @throws Problem INVALID; NOT_FOUND if no backup was made there
   */
  Path named(String name) {
    if (name.contains("/")) {
      throw Problem.invalid(
          "backup", name, "a name, not a path", "Remove what lies elsewhere there.");
    }
    Path place = place(name);
    if (!Files.exists(place.resolve(Manifest.FILE))) {
      throw new Problem(
          Problem.Reason.NOT_FOUND,
          "there is no backup " + name + " in " + root,
          "List what there is with store:backups.");
    }
    return place;
  }

  /** Of a damaged one it is not known. */
  static Optional<Long> revision(Path place) {
    try {
      return Optional.of(Manifest.read(place).manifest().revision());
    } catch (IOException | Problem e) {
      LOG.debug("{} is damaged", place, e);
      return Optional.empty();
    }
  }

  /** First it loses its name, so that nobody ever finds a part of it under that. */
  void remove(Path place) throws IOException {
    Path partial = partial(place);
    OwnerOnly.delete(partial);
    Files.move(place, partial, StandardCopyOption.ATOMIC_MOVE);
    OwnerOnly.sync(root);
    OwnerOnly.delete(partial);
  }

  /**
   * An empty folder to write into.
   *
   * @throws Problem CONFLICT if the place is taken; INVALID if there is no folder to make it in
   */
  Path begin(Path place) throws IOException {
    OwnerOnly.folder(root);
    if (Files.exists(place)) {
      throw Problem.conflict(place + " is there already", "Choose another name.");
    }
    if (!Files.isDirectory(place.getParent())) {
      throw Problem.invalid("folder", place.getParent(), "there", "Make it, or name another.");
    }
    Path partial = partial(place);
    // Of one that was killed: nobody else writes here, for one is made at a time.
    OwnerOnly.delete(partial);
    OwnerOnly.folder(partial);
    return partial;
  }

  /** Gives it its name, whole. */
  static void end(Path partial, Path place) throws IOException {
    Files.move(partial, place, StandardCopyOption.ATOMIC_MOVE);
    OwnerOnly.sync(place.getParent());
  }

  private static Path partial(Path place) {
    return place.resolveSibling("." + place.getFileName() + PARTIAL);
  }

  /** What is left goes of backups that were being made, or removed, when the process ended. */
  void clean() {
    try {
      for (Path each : all()) {
        if (each.toString().endsWith(PARTIAL)) {
          OwnerOnly.delete(each);
        }
      }
    } catch (IOException e) {
      LOG.warn("What a backup left in {} cannot be removed", root, e);
    }
  }

  List<Backups.Backup> list() throws IOException {
    List<Backups.Backup> found = new ArrayList<>();
    for (Path each : all()) {
      if (each.getFileName().toString().startsWith(".")) {
        continue;
      }
      try {
        found.add(Manifest.read(each).manifest().backup(each));
      } catch (IOException | Problem e) {
        LOG.warn("{} is no backup: {}", each, e.getMessage());
      }
    }
    found.sort(Comparator.comparing(Backups.Backup::made).thenComparing(Backups.Backup::name));
    return found;
  }

  private List<Path> all() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(root)) {
      return all.toList();
    }
  }
}
