package org.hansa.core.extensions;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.hansa.core.api.Extensions;
import org.hansa.core.api.Problem;
import org.osgi.framework.Version;

/** What an archive holds: one bundle, by itself or in a KAR. Immutable. */
final class Archive {

  private static final String IN_A_KAR = "repository/";

  private final byte[] bundle;
  private final Manifest manifest;
  private final Optional<Signer> signer;

  private Archive(byte[] bundle, Manifest manifest, Optional<Signer> signer) {
    this.bundle = bundle;
    this.manifest = manifest;
    this.signer = signer;
  }

  /**
   * Read as the framework will read it: by the zip's own directory, from a file.
   *
   * @throws Problem INVALID if it is neither or damaged, TOO_LARGE
   */
  static Archive read(InputStream in) throws IOException {
    byte[] content = bounded(in);
    Optional<Archive> bundle = bundle(content);
    return bundle.isPresent() ? bundle.get() : inside(content).orElseThrow(Archive::none);
  }

  private interface Reading<T> {
    T of(JarFile jar) throws IOException;
  }

  private static <T> T reading(byte[] content, Reading<T> reading) throws IOException {
    Path file = Files.createTempFile("hansa-extension-", ".jar");
    try {
      Files.write(file, content);
      return reading(file, reading);
    } finally {
      Files.delete(file);
    }
  }

  private static <T> T reading(Path file, Reading<T> reading) {
    try (JarFile jar = new JarFile(file.toFile(), true)) {
      Entries.check(jar);
      return reading.of(jar);
    } catch (IOException | SecurityException e) {
      throw new Problem(
          Problem.Reason.INVALID,
          "the archive is damaged: " + e.getMessage(),
          "Build it anew, or fetch it again.",
          List.of(),
          e);
    }
  }

  private static Problem none() {
    return new Problem(
        Problem.Reason.INVALID,
        "the archive is neither a bundle nor a KAR that holds one",
        "A bundle is a jar whose manifest has a Bundle-SymbolicName.");
  }

  /** All of it, if that is not too much. */
  static byte[] bounded(InputStream in) throws IOException {
    byte[] content = in.readNBytes((int) Extensions.MAX_BYTES + 1);
    if (content.length > Extensions.MAX_BYTES) {
      throw new Problem(
          Problem.Reason.TOO_LARGE,
          "the archive is over " + Extensions.MAX_BYTES + " bytes",
          "Leave out of it what it does not need.");
    }
    return content;
  }

  /** The one bundle in a KAR. */
  private static Optional<Archive> inside(byte[] kar) throws IOException {
    List<Archive> found =
        reading(
            kar,
            zip -> {
              List<Archive> all = new ArrayList<>();
              for (ZipEntry entry : (Iterable<JarEntry>) zip.stream()::iterator) {
                String name = entry.getName();
                if (name.startsWith(IN_A_KAR) && name.endsWith(".jar")) {
                  try (InputStream in = zip.getInputStream(entry)) {
                    bundle(bounded(in)).ifPresent(all::add);
                  }
                }
              }
              return all;
            });
    if (found.size() > 1) {
      throw new Problem(
          Problem.Reason.INVALID,
          "the KAR holds more than one bundle: "
              + found.get(0).name()
              + " and "
              + found.get(1).name(),
          "Embed what it needs into one bundle.");
    }
    return found.stream().findFirst();
  }

  private static Optional<Archive> bundle(byte[] content) throws IOException {
    return reading(
        content,
        jar -> {
          ZipEntry entry = jar.getEntry("META-INF/MANIFEST.MF");
          if (entry == null) {
            return Optional.empty();
          }
          Manifest manifest;
          try (InputStream in = jar.getInputStream(entry)) {
            manifest = new Manifest(in);
          }
          return manifest.getMainAttributes().getValue("Bundle-SymbolicName") == null
              ? Optional.empty()
              : Optional.of(new Archive(content, manifest, Signer.of(jar)));
        });
  }

  /** The bundle's content. */
  InputStream bundle() {
    return new ByteArrayInputStream(bundle);
  }

  /** Who has signed all of it. */
  Optional<Signer> signer() {
    return signer;
  }

  /** The bundle's symbolic name. */
  String name() {
    return header("Bundle-SymbolicName").orElseThrow().split(";", 2)[0].strip();
  }

  /** As the framework writes it. */
  String version() {
    String said = header("Bundle-Version").orElse("0");
    try {
      return Version.parseVersion(said).toString();
    } catch (IllegalArgumentException e) {
      throw new Problem(
          Problem.Reason.INVALID,
          "the bundle's version '" + said + "' is none",
          "Write three numbers and a word, with dots between: 1.2.3.beta.",
          List.of(),
          e);
    }
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(manifest.getMainAttributes().getValue(name));
  }
}
