package org.hansa.core.isolation.wire;

import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** Why a call failed, as it crosses. */
public record Failure(Reason reason, String message) {

  /** What is no {@link DriverException} is a defect of the driver. */
  public static Failure of(Throwable thrown) {
    return thrown instanceof DriverException e
        ? new Failure(e.reason(), String.valueOf(e.getMessage()))
        : new Failure(Reason.INTERNAL, thrown.toString());
  }

  public DriverException thrown() {
    return new DriverException(reason, message);
  }
}
