package org.hansa.drivers.sshhost;

import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** Makes the one exception of the contract. */
final class Fault {

  private Fault() {}

  static DriverException invalid(String message) {
    return new DriverException(Reason.INVALID, message);
  }

  static DriverException unavailable(String message) {
    return new DriverException(Reason.UNAVAILABLE, message);
  }

  static DriverException internal(String message) {
    return new DriverException(Reason.INTERNAL, message);
  }
}
