package org.hansa.core.driver.http;

import org.hansa.core.driver.DriverException.Reason;

/** An exchange that came to no answer. */
final class Failed extends Exception {

  private static final long serialVersionUID = 1;

  private final Reason reason;
  private final boolean passing;

  /**
   * @param passing whether the same may go well soon, if it may be asked again at all
   */
  Failed(Reason reason, String message, boolean passing, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.passing = passing;
  }

  boolean isPassing() {
    return passing;
  }

  Reason reason() {
    return reason;
  }
}
