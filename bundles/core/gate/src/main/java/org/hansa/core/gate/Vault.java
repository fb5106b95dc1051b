package org.hansa.core.gate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;

/**
 * Seals named values with AES-256-GCM under the root key, which may be changed while it works. What
 * is sealed for one resource opens for no other, nor for a later one of the same name. Thread-safe.
 *
 * <p>A sealed text is a version byte, 12 bytes of nonce, and the cipher text with its tag.
 */
final class Vault {

  private static final int NONCE = 12;
  private static final byte VERSION = 1;

  private final SecureRandom random;
  private final Optional<Problem> trouble;
  private volatile Keys keys;

  /**
   * @param former while the key is being renewed
   */
  private record Keys(SecretKeySpec seals, Optional<SecretKeySpec> former) {}

  private Vault(byte[] key, SecureRandom random, Optional<Problem> trouble) {
    this.keys = new Keys(aes(key), Optional.empty());
    this.random = random;
    this.trouble = trouble;
  }

  /** A vault that opens for nobody, because its key is not right. */
  static Vault shut(Problem why, SecureRandom random) {
    return new Vault(new byte[KeyFiles.BYTES], random, Optional.of(why));
  }

  /** Why it is shut, if it is. */
  Optional<Problem> trouble() {
    return trouble;
  }

  /**
   * Without the right key nothing is written: what could not be read must not be replaced.
   *
   * @throws Problem UNAVAILABLE if it is shut
   */
  void requireOpen() {
    if (trouble.isPresent()) {
      throw trouble(trouble.get().getMessage(), trouble.get().cure());
    }
  }

  /** Seals under the first, and opens what was sealed under either. */
  static Vault of(byte[] key, Optional<byte[]> former, SecureRandom random) {
    Vault vault = new Vault(key, random, Optional.empty());
    vault.keys = new Keys(aes(key), former.map(Vault::aes));
    return vault;
  }

  private static SecretKeySpec aes(byte[] key) {
    return new SecretKeySpec(key, "AES");
  }

  /** From now on it seals under another key; what is sealed already opens as before. */
  void change(byte[] next) {
    keys = new Keys(aes(next), Optional.of(keys.seals()));
  }

  /** True while what is sealed under a former key opens as well. */
  boolean isChanging() {
    return keys.former().isPresent();
  }

  /** Nothing is sealed under the former key any more. */
  void forget() {
    keys = new Keys(keys.seals(), Optional.empty());
  }

  static Problem trouble(String message, String cure) {
    return new Problem(Problem.Reason.UNAVAILABLE, message, cure);
  }

  byte[] seal(Ref ref, String uid, Map<String, String> values) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] plain = Json.text(Json.tree(new TreeMap<>(values))).getBytes(StandardCharsets.UTF_8);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.seals(), nonce, ref, uid);
      byte[] hidden = cipher.doFinal(plain);
      return ByteBuffer.allocate(1 + NONCE + hidden.length)
          .put(VERSION)
          .put(nonce)
          .put(hidden)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** Empty if it was not sealed for this resource with a key that is known. */
  Optional<SortedMap<String, String>> unseal(Ref ref, String uid, byte[] sealed) {
    Keys known = keys;
    return unseal(known.seals(), ref, uid, sealed)
        .or(() -> known.former().flatMap(key -> unseal(key, ref, uid, sealed)));
  }

  /** True if it opens with the key under which is sealed now. */
  boolean isCurrent(Ref ref, String uid, byte[] sealed) {
    return unseal(keys.seals(), ref, uid, sealed).isPresent();
  }

  private static Optional<SortedMap<String, String>> unseal(
      SecretKeySpec key, Ref ref, String uid, byte[] sealed) {
    if (sealed.length <= 1 + NONCE || sealed[0] != VERSION) {
      return Optional.empty();
    }
    try {
      byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE);
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, key, nonce, ref, uid)
              .doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
      SortedMap<String, String> values = new TreeMap<>();
      Json.read(new String(plain, StandardCharsets.UTF_8))
          .properties()
          .forEach(e -> values.put(e.getKey(), e.getValue().textValue()));
      return Optional.of(values);
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, Ref ref, String uid)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(128, nonce));
    cipher.updateAAD((ref + "\n" + uid).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
