package org.hansa.core.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The operator's scripts that Karaf runs at the begin of every session. They define conveniences of
 * Karaf's own shell; for accounts they are passed over.
 */
final class InitScripts {

  private final Path etc;

  InitScripts(Path etc) {
    this.etc = etc;
  }

  /** Karaf hands over the lines of a whole script, joined; nothing else says that it is one. */
  boolean isOne(String text) {
    if (!text.contains("\n")) {
      return false;
    }
    try (Stream<Path> files = Files.walk(etc, 2)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("script"))
          .anyMatch(file -> read(file).equals(text));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static String read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return String.join("\n", lines);
    } catch (IOException e) {
      return "";
    }
  }
}
