package org.hansa.core.extensions;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whose archives are let in: those whom a file names, or everybody if none does. Immutable. */
final class Signers {

  /** A file of certificates, PEM, of signers or of those who vouch for them. */
  static final String FILE = "hansa.signers";

  static final Signers ANYBODY = new Signers(Optional.empty());

  private final Optional<Set<X509Certificate>> named;

  private Signers(Optional<Set<X509Certificate>> named) {
    this.named = named;
  }

  /**
   * @throws IllegalArgumentException if it cannot be read: then nobody is let in by mistake
   */
  static Signers in(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Set<X509Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .collect(Collectors.toUnmodifiableSet());
      return new Signers(Optional.of(all));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          FILE + " '" + file + "' is no file of certificates: " + e.getMessage(), e);
    }
  }

  /** Why an archive of this signer is not let in, if it is not. */
  Optional<String> trouble(Optional<Signer> signer) {
    if (named.isEmpty() || signer.filter(s -> trusts(s, named.get())).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        signer.map(s -> "it is signed by " + s.text()).orElse("nobody has signed it")
            + ", and only who is named in "
            + FILE
            + " is let in: have it signed by one of those, or add the certificate there");
  }

  private static boolean trusts(Signer signer, Set<X509Certificate> anchors) {
    try {
      X509Certificate own = signer.path().get(0);
      if (anchors.contains(own)) {
        own.checkValidity();
        return true;
      }
      CertPath path =
          CertificateFactory.getInstance("X.509")
              .generateCertPath(signer.path().stream().filter(c -> !anchors.contains(c)).toList());
      PKIXParameters parameters =
          new PKIXParameters(
              anchors.stream()
                  .map(c -> new TrustAnchor(c, null))
                  .collect(Collectors.toUnmodifiableSet()));
      // Lists of what was revoked would have to be fetched: an administrator takes it out here.
      parameters.setRevocationEnabled(false);
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
