package org.hansa.core.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a distribution of Hansa itself carries for those who write drivers: so no network and no
 * sources are needed.
 *
 * @param contract jars whose packages a driver may import
 * @param tools jars that are there while it is tested
 */
record House(List<Path> contract, List<Path> tools) {

  private static final Pattern EXPORT =
      Pattern.compile("([a-z][\\w.]*)((?:;[^,\"]*(?:\"[^\"]*\"[^,\"]*)*)*)");
  private static final Pattern VERSION = Pattern.compile("[^-]version=\"?([0-9]+)");

  /**
   * @param home where the distribution was unpacked
   */
  static House of(Path home) {
    Path system = home.resolve("system");
    if (!Files.isDirectory(system)) {
      throw new Refused(home + " is no distribution of Hansa: it has no folder system");
    }
    return new House(
        Stream.of("org.hansa.core.driver", "org.hansa.core.ssh", "pax-logging-api")
            .flatMap(name -> jars(system, name).stream())
            .toList(),
        Stream.of(
                "org.hansa.core.kit",
                "org.hansa.core.partner",
                "jackson-annotations",
                "jackson-core",
                "jackson-databind",
                "jackson-datatype-jdk8",
                "jackson-datatype-jsr310",
                "sshd-osgi")
            .flatMap(name -> jars(system, name).stream())
            .toList());
  }

  private static List<Path> jars(Path system, String artifact) {
    try (Stream<Path> all = Files.walk(system)) {
      return all.filter(file -> file.getFileName().toString().startsWith(artifact + "-"))
          .filter(file -> file.toString().endsWith(".jar"))
          .filter(file -> file.getParent().getParent().getFileName().toString().equals(artifact))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The packages that a driver may import from bundles, with the range of each. */
  Map<String, String> ranges() {
    Map<String, String> ranges = new TreeMap<>();
    for (Path jar : contract) {
      boolean ours = jar.getFileName().toString().startsWith("org.hansa.");
      exports(jar)
          .forEach(
              (name, major) -> {
                if (ours || name.equals("org.slf4j")) {
                  ranges.put(name, "[" + major + "," + (major + 1) + ")");
                }
              });
    }
    return ranges;
  }

  private static Map<String, Integer> exports(Path jar) {
    Map<String, Integer> exports = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      Matcher matcher = EXPORT.matcher(manifest.getMainAttributes().getValue("Export-Package"));
      while (matcher.find()) {
        Matcher version = VERSION.matcher(matcher.group(2));
        int major = version.find() ? Integer.parseInt(version.group(1)) : 0;
        exports.merge(matcher.group(1), major, Math::max);
      }
      return exports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
