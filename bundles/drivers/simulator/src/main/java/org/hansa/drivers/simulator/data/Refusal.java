package org.hansa.drivers.simulator.data;

import java.io.IOException;
import java.util.Locale;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** Makes the one exception of the contract. */
public final class Refusal {

  private Refusal() {}

  public static DriverException invalid(String message) {
    return new DriverException(Reason.INVALID, message);
  }

  public static DriverException notFound(String message) {
    return new DriverException(Reason.NOT_FOUND, message);
  }

  public static DriverException conflict(String message) {
    return new DriverException(Reason.CONFLICT, message);
  }

  public static DriverException exhausted(String message) {
    return new DriverException(Reason.EXHAUSTED, message);
  }

  public static DriverException unavailable(String message) {
    return new DriverException(Reason.UNAVAILABLE, message);
  }

  /** What a disk said; a full one is EXHAUSTED. */
  public static DriverException of(String doing, IOException e) {
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    boolean full = text.contains("no space left") || text.contains("quota exceeded");
    return new DriverException(
        full ? Reason.EXHAUSTED : Reason.UNAVAILABLE,
        doing + " failed: " + e.getClass().getSimpleName() + ": " + e.getMessage(),
        e);
  }
}
