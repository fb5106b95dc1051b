package org.hansa.itests.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A bundle of the archive as a later release would have it: the same classes, another number.
 *
 * @param jar the bundle
 */
record Renumbered(String bundle, String version, Path jar) {

  /** Made in a folder. */
  static Renumbered of(Distribution hansa, Path folder, String bundle, String version)
      throws IOException {
    Path next = folder.resolve(bundle + "-" + version + ".jar");
    try (InputStream in = Files.newInputStream(shipped(hansa, bundle));
        JarInputStream from = new JarInputStream(in);
        OutputStream out = Files.newOutputStream(next)) {
      Manifest manifest = from.getManifest();
      manifest.getMainAttributes().putValue("Bundle-Version", version);
      try (JarOutputStream to = new JarOutputStream(out, manifest)) {
        for (JarEntry e = from.getNextJarEntry(); e != null; e = from.getNextJarEntry()) {
          to.putNextEntry(new JarEntry(e.getName()));
          from.transferTo(to);
          to.closeEntry();
        }
      }
    }
    return new Renumbered(bundle, version, next);
  }

  private static Path shipped(Distribution hansa, String bundle) throws IOException {
    Path artifact = hansa.home().resolve("system/org/hansa").resolve(bundle);
    try (Stream<Path> files = Files.walk(artifact)) {
      return files.filter(f -> f.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
  }

  /**
   * A feature repository with this bundle, which then lies where a release would have it.
   *
   * @param feature its feature in the archive
   * @param needs another feature that this one needs
   */
  Path repository(Distribution hansa, String feature, String needs) throws IOException {
    Path place = hansa.home().resolve("system/org/hansa").resolve(bundle).resolve(version);
    Files.createDirectories(place);
    Files.copy(jar, place.resolve(jar.getFileName()));
    return Files.writeString(
        jar.resolveSibling(feature + "-" + version + ".xml"),
        """
        <features name="%1$s-%2$s" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
          <feature name="%1$s" version="%2$s">
            <feature>%3$s</feature>
            <bundle>mvn:org.hansa/%4$s/%2$s</bundle>
          </feature>
        </features>
        """
            .formatted(feature, version, needs, bundle));
  }

  /** A KAR with this bundle, as it would be sent to somebody. */
  Path kar() throws IOException {
    Path kar = jar.resolveSibling(bundle + "-" + version + ".kar");
    try (OutputStream out = Files.newOutputStream(kar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("repository/" + bundle + ".jar"));
      Files.copy(jar, zip);
    }
    return kar;
  }
}
