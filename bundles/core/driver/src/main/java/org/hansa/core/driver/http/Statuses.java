package org.hansa.core.driver.http;

import org.hansa.core.driver.DriverException.Reason;

/** The one place where a status becomes a reason. */
final class Statuses {

  private Statuses() {}

  static Reason reason(int status) {
    return switch (status) {
      case 401, 403, 407 -> Reason.UNAUTHORIZED;
      case 404, 410 -> Reason.NOT_FOUND;
      case 409, 412, 423 -> Reason.CONFLICT;
      case 413, 429, 507 -> Reason.EXHAUSTED;
      case 408, 502, 503, 504 -> Reason.UNAVAILABLE;
      // It has moved for good, so the address must be put right; elsewhere it may be back soon.
      case 301, 308 -> Reason.INVALID;
      default -> status / 100 == 4 ? Reason.INVALID : Reason.INTERNAL;
    };
  }

  /** Whether the same may go well soon, if it may be asked again at all. */
  static boolean passes(int status, Reason reason) {
    return reason.retryable() && (status == 429 || (status >= 502 && status <= 504));
  }

  static boolean redirects(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }
}
