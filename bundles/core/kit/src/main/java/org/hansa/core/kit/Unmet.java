package org.hansa.core.kit;

/** Says why a rule cannot be tried here. */
final class Unmet extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Unmet(String message) {
    super(message);
  }

  static void unless(boolean met, String otherwise) {
    if (!met) {
      throw new Unmet(otherwise);
    }
  }
}
