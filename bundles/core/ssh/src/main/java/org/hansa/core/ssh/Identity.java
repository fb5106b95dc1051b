package org.hansa.core.ssh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** Reads a private key. What is wrong with one never shows what it is. */
final class Identity {

  private Identity() {}

  /**
   * @throws DriverException UNAUTHORIZED if it is no key or the passphrase does not fit: a login
   *     that is refused by ourselves
   */
  static List<KeyPair> of(SshLogin login) {
    List<KeyPair> pairs = new ArrayList<>();
    if (login.key().isEmpty()) {
      return pairs;
    }
    // A form that was filled in by hand may have lost the last newline, or has those of Windows.
    String text = login.key().get().replace("\r\n", "\n").strip() + "\n";
    try (var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
      Iterable<KeyPair> found =
          SecurityUtils.loadKeyPairIdentities(
              null,
              NamedResource.ofName("the private key"),
              in,
              login.passphrase().map(FilePasswordProvider::of).orElse(FilePasswordProvider.EMPTY));
      if (found != null) {
        found.forEach(pairs::add);
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // Readers of keys throw whatever a broken one makes them; none of it may be shown.
      throw unreadable();
    }
    if (pairs.isEmpty()) {
      throw unreadable();
    }
    return pairs;
  }

  private static DriverException unreadable() {
    return new DriverException(
        Reason.UNAUTHORIZED,
        "the credential 'key' is no private key that can be read, or 'passphrase' is not its own");
  }
}
