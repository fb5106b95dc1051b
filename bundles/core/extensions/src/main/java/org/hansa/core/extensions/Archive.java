package org.hansa.core.extensions;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.CodeSigner;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.hansa.core.api.Extensions;
import org.hansa.core.api.Problem;
import org.osgi.framework.Version;

/** What an archive holds: one bundle, by itself or in a KAR. Immutable. */
final class Archive {

  private static final String IN_A_KAR = "repository/";

  private final byte[] bundle;
  private final Manifest manifest;
  private final Optional<String> signer;

  private Archive(byte[] bundle, Manifest manifest, Optional<String> signer) {
    this.bundle = bundle;
    this.manifest = manifest;
    this.signer = signer;
  }

  /**
   * @throws Problem INVALID if it is neither, TOO_LARGE
   */
  static Archive read(InputStream in) throws IOException {
    byte[] content = bounded(in);
    try {
      return bundle(content).or(() -> inside(content)).orElseThrow(Archive::none);
    } catch (ZipException | SecurityException e) {
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
  private static Optional<Archive> inside(byte[] kar) {
    Optional<Archive> found = Optional.empty();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(kar))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (!name.startsWith(IN_A_KAR) || !name.endsWith(".jar")) {
          continue;
        }
        Optional<Archive> one = bundle(bounded(zip));
        if (one.isPresent() && found.isPresent()) {
          throw new Problem(
              Problem.Reason.INVALID,
              "the KAR holds more than one bundle: "
                  + found.get().name()
                  + " and "
                  + one.get().name(),
              "Embed what it needs into one bundle.");
        }
        found = found.or(() -> one);
      }
      return found;
    } catch (IOException e) {
      throw new Problem(
          Problem.Reason.INVALID,
          "the KAR is damaged: " + e.getMessage(),
          "Build it anew, or fetch it again.",
          List.of(),
          e);
    }
  }

  private static Optional<Archive> bundle(byte[] content) throws IOException {
    try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(content), true)) {
      Manifest manifest = jar.getManifest();
      if (manifest == null
          || manifest.getMainAttributes().getValue("Bundle-SymbolicName") == null) {
        return Optional.empty();
      }
      return Optional.of(new Archive(content, manifest, signer(jar)));
    }
  }

  /** Empty unless each file is signed by the same. What was altered after that is refused. */
  private static Optional<String> signer(JarInputStream jar) throws IOException {
    Optional<String> signer = Optional.empty();
    boolean first = true;
    boolean same = true;
    for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
      jar.transferTo(OutputStream.nullOutputStream());
      if (entry.isDirectory() || entry.getName().startsWith("META-INF/")) {
        continue;
      }
      Optional<String> one = subject(entry.getCodeSigners());
      same &= first || one.equals(signer);
      signer = one;
      first = false;
    }
    return same ? signer : Optional.empty();
  }

  private static Optional<String> subject(CodeSigner[] signers) {
    if (signers == null || signers.length == 0) {
      return Optional.empty();
    }
    X509Certificate leaf =
        (X509Certificate) signers[0].getSignerCertPath().getCertificates().get(0);
    return Optional.of(leaf.getSubjectX500Principal().getName());
  }

  /** The bundle's content. */
  InputStream bundle() {
    return new ByteArrayInputStream(bundle);
  }

  /** The subject of the certificate that has signed all of it. */
  Optional<String> signer() {
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
