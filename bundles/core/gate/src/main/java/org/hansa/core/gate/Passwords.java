package org.hansa.core.gate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.hansa.core.api.Problem;

/**
 * Hashes of passwords and tokens. A password's is slow by intent, PBKDF2 over HMAC-SHA-256; a token
 * is long and random, so that a plain SHA-256 is enough.
 */
final class Passwords {

  /** As OWASP advises. */
  static final int ITERATIONS = 600_000;

  /** 128 bits in base 64. */
  private static final int SHORTEST_TOKEN = 22;

  private static final int SHORTEST = 8;
  private static final int LONGEST = 1_000;
  private static final String SCHEME = "pbkdf2-sha256";

  private final int iterations;
  private final SecureRandom random;

  /** What an unknown name is compared with, so that it costs as much as a known one. */
  private final String decoy;

  Passwords(int iterations, SecureRandom random) {
    this.iterations = iterations;
    this.random = random;
    this.decoy = text(iterations, salt(), new byte[32]);
  }

  String decoy() {
    return decoy;
  }

  String hash(String password) {
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      throw new Problem(
          Problem.Reason.INVALID,
          "the password is shorter than " + SHORTEST + " or longer than " + LONGEST,
          "Choose a longer one, for instance four words.");
    }
    byte[] salt = salt();
    return text(iterations, salt, derive(password.toCharArray(), salt, iterations));
  }

  boolean fits(char[] password, String hash) {
    String[] parts = hash.split("\\$", -1);
    Base64.Decoder base64 = Base64.getDecoder();
    byte[] derived = derive(password, base64.decode(parts[2]), Integer.parseInt(parts[1]));
    return MessageDigest.isEqual(derived, base64.decode(parts[3]));
  }

  static String token(String token) {
    return HexFormat.of().formatHex(sha256(token.getBytes(StandardCharsets.UTF_8)));
  }

  static String newToken(String token) {
    if (token.length() < SHORTEST_TOKEN || token.length() > LONGEST) {
      throw new Problem(
          Problem.Reason.INVALID,
          "the token is shorter than " + SHORTEST_TOKEN + " characters",
          "Make it of at least 128 random bits, for instance 32 hexadecimal digits.");
    }
    return token(token);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private byte[] salt() {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    return salt;
  }

  private static String text(int iterations, byte[] salt, byte[] derived) {
    Base64.Encoder base64 = Base64.getEncoder();
    return String.join(
        "$",
        SCHEME,
        Integer.toString(iterations),
        base64.encodeToString(salt),
        base64.encodeToString(derived));
  }

  private static byte[] derive(char[] password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, 256);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2", e);
    } finally {
      spec.clearPassword();
    }
  }
}
