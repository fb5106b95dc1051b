package org.hansa.core.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hansa.core.api.Problem;

/**
 * The key in the state folder under which the gate seals values. Here it says which installation
 * made a backup: it is told from others, and what is sealed under a key that is derived from it
 * cannot be made without it.
 */
final class RootKey {

  static final String FILE = "root.key";

  /** The one that is to take its place. */
  private static final String NEXT = "root.key.next";

  private static final int BYTES = 32;
  private static final String MAC = "HmacSHA256";

  private final String fingerprint;
  private final SecretKeySpec seals;

  private RootKey(byte[] key) {
    MessageDigest digest = Sha.digest();
    digest.update(ascii("fingerprint of a root key\n"));
    digest.update(key);
    fingerprint = Sha.hex(digest);
    // Never the key itself: what is sealed here must say nothing of what the gate seals.
    seals = new SecretKeySpec(mac(new SecretKeySpec(key, MAC), "seal of a backup\n"), MAC);
  }

  /**
   * Empty if there is none yet.
   *
   * @throws Problem UNAVAILABLE if it is no key
   */
  static Optional<RootKey> in(Path state) throws IOException {
    Path file = state.resolve(FILE);
    byte[] key;
    try {
      key = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (key.length != BYTES) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the root key " + file + " has " + key.length + " bytes, not " + BYTES,
          "Put the right key back.");
    }
    RootKey root = new RootKey(key);
    Arrays.fill(key, (byte) 0);
    return Optional.of(root);
  }

  /**
   * As {@link #in}, if it is to stay: while it is being renewed some values are sealed under one
   * key and some under the other.
   *
   * @throws Problem CONFLICT if it is being renewed
   */
  static Optional<RootKey> lasting(Path state) throws IOException {
    if (Files.exists(state.resolve(NEXT))) {
      throw Problem.conflict("the root key is being renewed", "Try again when it is done.");
    }
    return in(state);
  }

  /** What tells it from others and from which it cannot be found. */
  String fingerprint() {
    return fingerprint;
  }

  /** What nobody can say of a text who has not the key, in hexadecimal digits. */
  String seal(String text) {
    return HexFormat.of().formatHex(mac(seals, text));
  }

  boolean fits(String seal, String text) {
    return MessageDigest.isEqual(ascii(seal), ascii(seal(text)));
  }

  private static byte[] mac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + MAC, e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
