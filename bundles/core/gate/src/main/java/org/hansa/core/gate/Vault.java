package org.hansa.core.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;

/**
 * Seals named values with AES-256-GCM under the root key. What is sealed for one resource opens for
 * no other, nor for a later one of the same name. Thread-safe.
 *
 * <p>A sealed text is a version byte, 12 bytes of nonce, and the cipher text with its tag.
 */
final class Vault {

  static final String FILE = "root.key";

  private static final int KEY = 32;
  private static final int NONCE = 12;
  private static final byte VERSION = 1;

  private final SecretKeySpec key;
  private final SecureRandom random;
  private final Optional<Problem> trouble;

  private Vault(byte[] key, SecureRandom random, Optional<Problem> trouble) {
    this.key = new SecretKeySpec(key, "AES");
    this.random = random;
    this.trouble = trouble;
  }

  /** A vault that opens for nobody, because its key is not right. */
  static Vault shut(Problem why, SecureRandom random) {
    return new Vault(new byte[KEY], random, Optional.of(why));
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

  /**
   * Reads the key, or makes it if nothing was ever sealed.
   *
   * @throws Problem UNAVAILABLE if it is missing while sealed values exist, or cannot be read
   */
  static Vault open(Path state, boolean sealedExist, SecureRandom random) {
    Path file = state.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        if (sealedExist) {
          throw trouble(
              "the root key " + file + " is missing, but sealed values exist",
              "Put the key back from where it was kept apart from the backup.");
        }
        Files.createDirectories(state);
        create(file, random);
      }
      byte[] key = Files.readAllBytes(file);
      if (key.length != KEY) {
        throw trouble(
            "the root key " + file + " has " + key.length + " bytes, not " + KEY,
            "Put the right key back.");
      }
      return new Vault(key, random, Optional.empty());
    } catch (IOException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the root key " + file + " cannot be read: " + e,
          "See to it that the process may read it.",
          List.of(),
          e);
    }
  }

  private static void create(Path file, SecureRandom random) throws IOException {
    byte[] fresh = new byte[KEY];
    random.nextBytes(fresh);
    try (FileChannel out =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(fresh);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      // Values sealed under a key that a power cut took away would be lost for ever.
      out.force(true);
    } catch (FileAlreadyExistsException e) {
      throw new UncheckedIOException("another process uses the same state folder", e);
    }
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  static Problem trouble(String message, String cure) {
    return new Problem(Problem.Reason.UNAVAILABLE, message, cure);
  }

  byte[] seal(Ref ref, String uid, Map<String, String> values) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] plain = Json.text(Json.tree(new TreeMap<>(values))).getBytes(StandardCharsets.UTF_8);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, ref, uid);
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

  /** Empty if it was not sealed with this key for this resource. */
  Optional<SortedMap<String, String>> unseal(Ref ref, String uid, byte[] sealed) {
    if (sealed.length <= 1 + NONCE || sealed[0] != VERSION) {
      return Optional.empty();
    }
    try {
      byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE);
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, nonce, ref, uid)
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

  private Cipher cipher(int mode, byte[] nonce, Ref ref, String uid)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(128, nonce));
    cipher.updateAAD((ref + "\n" + uid).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
