package org.hansa.drivers.hansa;

import java.util.Optional;
import org.hansa.core.driver.DriverException.Reason;

/** What a Hansa means by a status, where that is not what everybody means. */
final class Refusals {

  private static final int TOO_MANY = 429;

  private Refusals() {}

  /** A wrong password that was tried often is a wrong one still: to wait does not help. */
  static Optional<Reason> reason(int status, String body) {
    return status == TOO_MANY && body.contains("too many failed logins")
        ? Optional.of(Reason.UNAUTHORIZED)
        : Optional.empty();
  }
}
