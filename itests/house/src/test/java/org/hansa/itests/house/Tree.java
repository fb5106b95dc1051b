package org.hansa.itests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The checked-out tree: where its bundles lie, and what their folders are called. */
final class Tree {

  static final Path ROOT = root();

  private Tree() {}

  /** Every bundle's folder: {@code bundles/GROUP/NAME} and {@code camel-routes/NAME}. */
  static List<Path> bundles() {
    return Stream.concat(
            children(ROOT.resolve("bundles")).flatMap(Tree::children),
            children(ROOT.resolve("camel-routes")))
        .filter(folder -> Files.exists(folder.resolve("pom.xml")))
        .sorted()
        .toList();
  }

  /** {@code bundles/layer-platform/wdm} is {@code org.hansa.platform.wdm}. */
  static String name(Path bundle) {
    Path path = ROOT.relativize(bundle);
    String group =
        path.startsWith("camel-routes")
            ? "routes"
            : path.getName(1).toString().replaceFirst("^(layer|domain)-", "");
    return "org.hansa." + group + "." + path.getFileName();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files below a folder with this ending, build output left out. */
  static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> children(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path path = Path.of("").toAbsolutePath();
    while (!Files.exists(path.resolve("bundles/pom.xml"))) {
      path = path.getParent();
    }
    return path;
  }
}
