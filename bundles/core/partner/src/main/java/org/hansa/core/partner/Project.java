package org.hansa.core.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A driver's sources: {@code src}, {@code test}, and in {@code lib} the jars that it brings along.
 * What is built lies in {@code build}.
 */
record Project(Path folder) {

  static Project in(Path folder) {
    Path real = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(real.resolve("src"))) {
      throw new Refused("there is no driver in " + real + ": it has no folder src");
    }
    return new Project(real);
  }

  List<Path> sources() {
    return files("src", ".java");
  }

  List<Path> tests() {
    return files("test", ".java");
  }

  List<Path> libraries() {
    return files("lib", ".jar");
  }

  Path classes() {
    return folder.resolve("build/classes");
  }

  Path testClasses() {
    return folder.resolve("build/test-classes");
  }

  /** What comes out, without a version in its name: a newer one takes its place. */
  Path archive(String ending) {
    return folder.resolve("build").resolve(folder.getFileName() + ending);
  }

  /** Empties what is built. */
  void clean() throws IOException {
    Path build = folder.resolve("build");
    if (Files.exists(build)) {
      try (Stream<Path> all = Files.walk(build)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
    Files.createDirectories(classes());
    Files.createDirectories(testClasses());
  }

  private List<Path> files(String name, String ending) {
    Path in = folder.resolve(name);
    if (!Files.isDirectory(in)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(in)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
