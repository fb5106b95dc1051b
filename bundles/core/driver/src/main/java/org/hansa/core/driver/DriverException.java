package org.hansa.core.driver;

/** Why a verb failed. The message names the value and what may help, and never a credential. */
public final class DriverException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Each knows whether the same call can succeed later without a change of its arguments. */
  public enum Reason {
    /** The spec or options can never be used. */
    INVALID(false),
    UNAUTHORIZED(false),
    /** Something that the spec names is not there. */
    NOT_FOUND(false),
    /** Something else is in the way: a port taken, a name used. */
    CONFLICT(true),
    /** Capacity or quota is used up. */
    EXHAUSTED(true),
    /** The other side cannot be reached or is too slow: the outcome may be unknown. */
    UNAVAILABLE(true),
    /** A defect here or there. */
    INTERNAL(true);

    private final boolean retryable;

    Reason(boolean retryable) {
      this.retryable = retryable;
    }

    public boolean retryable() {
      return retryable;
    }
  }

  private final Reason reason;

  public DriverException(Reason reason, String message) {
    this(reason, message, null);
  }

  public DriverException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** A spec, or options, that can never be used. */
  public static DriverException invalid(String message) {
    return new DriverException(Reason.INVALID, message);
  }

  /**
   * @param otherwise what is wrong and what may help
   * @throws DriverException INVALID if it does not hold
   */
  public static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw invalid(otherwise);
    }
  }

  public Reason reason() {
    return reason;
  }

  public boolean retryable() {
    return reason.retryable();
  }
}
