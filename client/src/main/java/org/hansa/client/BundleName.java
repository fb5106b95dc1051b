package org.hansa.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.hansa.core.api.Problem;

/** What the bundle in an archive is called: by itself, or in a KAR. */
final class BundleName {

  private static final String NAME = "Bundle-SymbolicName";
  private static final int LARGEST = 256 << 20;

  private BundleName() {}

  static String of(Path archive) {
    try (JarFile jar = new JarFile(archive.toFile())) {
      Optional<String> own = name(Optional.ofNullable(jar.getManifest()));
      return own.or(() -> inside(jar)).orElseThrow(() -> none(archive, null));
    } catch (IOException e) {
      throw none(archive, e);
    }
  }

  private static Optional<String> inside(JarFile kar) {
    Enumeration<JarEntry> entries = kar.entries();
    while (entries.hasMoreElements()) {
      JarEntry entry = entries.nextElement();
      if (entry.getName().matches("repository/.*\\.jar")) {
        try (JarInputStream in =
            new JarInputStream(
                new ByteArrayInputStream(kar.getInputStream(entry).readNBytes(LARGEST)))) {
          Optional<String> name = name(Optional.ofNullable(in.getManifest()));
          if (name.isPresent()) {
            return name;
          }
        } catch (IOException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> name(Optional<Manifest> manifest) {
    return manifest
        .map(m -> m.getMainAttributes().getValue(NAME))
        .map(value -> value.split(";", 2)[0].strip());
  }

  private static Problem none(Path archive, IOException cause) {
    return new Problem(
        Problem.Reason.INVALID,
        archive + " is neither a bundle nor a KAR that holds one",
        "Name another, or say --as NAME.",
        List.of(),
        cause);
  }
}
