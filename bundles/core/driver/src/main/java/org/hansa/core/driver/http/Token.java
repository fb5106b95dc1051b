package org.hansa.core.driver.http;

import java.time.Instant;
import java.util.Optional;

/**
 * What a login gives.
 *
 * @param value as it stands in the header, without a scheme
 * @param expires by the clock of the caller; empty if nobody has said
 */
public record Token(String value, Optional<Instant> expires) {

  @Override
  public String toString() {
    return "Token[expires=" + expires + "]";
  }
}
