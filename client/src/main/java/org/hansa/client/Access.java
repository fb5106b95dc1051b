package org.hansa.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * How an installation is reached.
 *
 * @param authorization the header's value
 * @param authority PEM of whom its certificate is from; empty for the platform's own
 * @param context by which it is known here; empty if it is none of the file
 */
record Access(
    Address address, String authorization, Optional<String> authority, Optional<String> context) {

  static Access bearer(
      Address address, String token, Optional<String> authority, Optional<String> context) {
    return new Access(address, "Bearer " + token, authority, context);
  }

  static Access password(
      Address address, String user, String password, Optional<String> authority) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Access(
        address, "Basic " + Base64.getEncoder().encodeToString(pair), authority, Optional.empty());
  }

  /** Never what it is reached with. */
  @Override
  public String toString() {
    return address.toString();
  }
}
