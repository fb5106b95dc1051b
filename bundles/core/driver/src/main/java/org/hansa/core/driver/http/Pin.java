package org.hansa.core.driver.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/**
 * The digest by which a server is known.
 *
 * @param hex in lower case
 */
record Pin(String hex) {

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{43}=");

  static Pin of(String text) {
    String bare = text.strip().replaceFirst("^(?i:sha256)[:/]", "");
    String hex = bare.replace(":", "").toLowerCase(Locale.ROOT);
    if (HEX.matcher(hex).matches()) {
      return new Pin(hex);
    }
    if (BASE64.matcher(bare).matches()) {
      return new Pin(HexFormat.of().formatHex(Base64.getDecoder().decode(bare)));
    }
    throw new DriverException(
        Reason.INVALID,
        "'" + Words.plain(text) + "' is no SHA-256 of a key: 64 hex digits or 44 of base64");
  }

  static Pin digest(byte[] encoded) {
    try {
      return new Pin(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "sha256:" + hex;
  }
}
