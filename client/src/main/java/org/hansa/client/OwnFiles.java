package org.hansa.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hansa.core.api.Problem;
import org.hansa.core.console.Sources;

/**
 * The files of who runs the client. A document may only name files of its own folder: one that came
 * from elsewhere must not send away what lies around it.
 */
final class OwnFiles implements Sources {

  private static final int MOST = 1000;

  @Override
  public Path file(String name) {
    Path path = path(name);
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new Problem(
          Problem.Reason.NOT_FOUND, "there is no file '" + name + "' to be read", "Correct it.");
    }
    return path;
  }

  @Override
  public Path beside(Path document, String name) {
    Path path = path(name);
    if (path.isAbsolute()) {
      throw Problem.invalid(
          "file", name, "relative to the document", "Write it without '/' first.");
    }
    try {
      Path folder = document.toAbsolutePath().getParent().toRealPath();
      Path real = folder.resolve(path).toRealPath();
      if (real.startsWith(folder) && Files.isRegularFile(real)) {
        return real;
      }
      throw elsewhere(name, document);
    } catch (IOException e) {
      throw elsewhere(name, document);
    }
  }

  private static Problem elsewhere(String name, Path document) {
    return new Problem(
        Problem.Reason.NOT_FOUND,
        "no file '" + name + "' in the folder of " + document,
        "Put it there: a document names nothing that lies elsewhere.");
  }

  /** The file, or the documents of the folder, in order of their names; none of those below it. */
  List<String> documents(String name) throws IOException {
    Path path = path(name);
    if (!Files.isDirectory(path)) {
      return List.of(name);
    }
    try (Stream<Path> files = Files.list(path)) {
      List<String> all =
          files
              .filter(Files::isRegularFile)
              .map(Path::toString)
              .filter(file -> file.matches(".*\\.(ya?ml|json)"))
              .sorted()
              .limit(MOST + 1L)
              .toList();
      if (all.isEmpty() || all.size() > MOST) {
        throw Problem.invalid("folder", name, "one of 1 to " + MOST + " documents", "Name others.");
      }
      return all;
    }
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
