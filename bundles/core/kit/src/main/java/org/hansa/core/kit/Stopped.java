package org.hansa.core.kit;

/** The thread that verifies was interrupted, and is marked so: no further rule is tried. */
final class Stopped extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Stopped(InterruptedException cause) {
    super("the verification was interrupted", cause);
  }

  static Stopped by(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new Stopped(cause);
  }
}
