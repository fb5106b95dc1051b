package org.hansa.core.extensions;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Who has signed all of an archive. A name anybody can give themselves: whether it is the same as
 * before says the certificate's digest.
 *
 * @param path the certificates, the signer's own first; not checked against anybody's list
 */
record Signer(List<X509Certificate> path) {

  /**
   * Empty unless each file is signed by the same.
   *
   * @throws SecurityException if one was altered after that
   */
  static Optional<Signer> of(JarFile jar) throws IOException {
    Optional<Signer> signer = Optional.empty();
    boolean first = true;
    boolean same = true;
    for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
      try (InputStream in = jar.getInputStream(entry)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      if (entry.isDirectory() || entry.getName().startsWith("META-INF/")) {
        continue;
      }
      Optional<Signer> one = of(entry.getCodeSigners());
      same &= first || one.equals(signer);
      signer = one;
      first = false;
    }
    return same ? signer : Optional.empty();
  }

  private static Optional<Signer> of(CodeSigner[] signers) {
    if (signers == null || signers.length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Signer(
            signers[0].getSignerCertPath().getCertificates().stream()
                .map(X509Certificate.class::cast)
                .toList()));
  }

  /** The subject's name and the SHA-256 of its certificate. */
  String text() {
    X509Certificate own = path.get(0);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(own.getEncoded());
      return own.getSubjectX500Principal().getName()
          + " (SHA-256 "
          + HexFormat.of().formatHex(digest)
          + ")";
    } catch (GeneralSecurityException e) {
      throw new SecurityException("its certificate cannot be read: " + e.getMessage(), e);
    }
  }
}
