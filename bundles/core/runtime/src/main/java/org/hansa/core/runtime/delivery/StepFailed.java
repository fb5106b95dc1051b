package org.hansa.core.runtime.delivery;

/**
 * A step that did not work. If a retry can help, the key is tried again with growing delays; if
 * not, at the longest delay only, or sooner when what is wanted changes.
 */
public final class StepFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean retryable;

  public StepFailed(boolean retryable, String message, Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
  }

  public StepFailed(boolean retryable, String message) {
    super(message);
    this.retryable = retryable;
  }

  public boolean isRetryable() {
    return retryable;
  }
}
