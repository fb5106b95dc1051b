package org.hansa.core.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * The key in the state folder under which the gate seals values. Here it is only told from others.
 */
final class RootKey {

  static final String FILE = "root.key";

  private RootKey() {}

  /** What tells it from others and from which it cannot be found; empty if there is none yet. */
  static Optional<String> fingerprint(Path state) throws IOException {
    byte[] key;
    try {
      key = Files.readAllBytes(state.resolve(FILE));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    MessageDigest digest = Sha.digest();
    digest.update("fingerprint of a root key\n".getBytes(StandardCharsets.US_ASCII));
    digest.update(key);
    Arrays.fill(key, (byte) 0);
    return Optional.of(Sha.hex(digest));
  }
}
