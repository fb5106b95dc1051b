package org.hansa.core.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hansa.core.api.Problem;
import org.hansa.core.console.Sources;

/**
 * The folders from which commands may read. Someone who logs in over the network must not read the
 * server's other files, so the real path counts, after all links and dots.
 */
final class Folders implements Sources {

  /** Paths, with ':' between. */
  static final String PROPERTY = "hansa.folders";

  private final List<Path> folders;

  Folders(String property) {
    List<Path> all = new ArrayList<>();
    for (String folder : (property == null ? "" : property).split(":")) {
      if (!folder.isBlank()) {
        all.add(Path.of(folder.trim()).toAbsolutePath().normalize());
      }
    }
    this.folders = List.copyOf(all);
  }

  List<Path> all() {
    return folders;
  }

  /** A file that a person named: as it stands, or below one of the folders. */
  @Override
  public Path file(String name) {
    Path path = path(name);
    if (path.isAbsolute()) {
      return checked(name, path);
    }
    for (Path folder : folders) {
      if (Files.exists(folder.resolve(path))) {
        return checked(name, folder.resolve(path));
      }
    }
    throw refused(name);
  }

  /** A file that a document named: relative to the document's folder. */
  @Override
  public Path beside(Path document, String name) {
    Path path = path(name);
    if (path.isAbsolute()) {
      throw Problem.invalid(
          "file", name, "relative to the document", "Write it without '/' first.");
    }
    return checked(name, document.resolveSibling(path));
  }

  /** One answer for a file that is elsewhere and for one that is not there: it tells nothing. */
  private Path checked(String name, Path path) {
    try {
      Path real = path.toRealPath();
      for (Path folder : folders) {
        if (Files.isDirectory(folder)
            && real.startsWith(folder.toRealPath())
            && Files.isRegularFile(real)) {
          return real;
        }
      }
    } catch (IOException e) {
      throw refused(name);
    }
    throw refused(name);
  }

  private Problem refused(String name) {
    String cure =
        folders.isEmpty()
            ? "No folder is opened: set " + PROPERTY + ", or send the document with '-'."
            : "Put it into "
                + String.join(" or ", folders.stream().map(Path::toString).toList())
                + ", or send the document with '-'.";
    return new Problem(
        Problem.Reason.NOT_FOUND, "no file '" + name + "' in the folders that may be read", cure);
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new Problem(
          Problem.Reason.INVALID, "file '" + name + "' is not a path", "Correct it.", List.of(), e);
    }
  }
}
