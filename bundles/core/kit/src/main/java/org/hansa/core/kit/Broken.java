package org.hansa.core.kit;

/** Says that a rule does not hold, and what was seen. */
final class Broken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Broken(String message) {
    super(message);
  }

  Broken(String message, Throwable cause) {
    super(message, cause);
  }

  static void unless(boolean holds, String otherwise) {
    if (!holds) {
      throw new Broken(otherwise);
    }
  }
}
