package org.hansa.core.kit;

import org.hansa.core.kit.Verdict.Outcome;

/** Says why a rule is not tried here: it does not apply, or it does and cannot be tried. */
final class Unmet extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Outcome outcome;

  private Unmet(Outcome outcome, String message) {
    super(message);
    this.outcome = outcome;
  }

  static Unmet inapplicable(String why) {
    return new Unmet(Outcome.SKIPPED, why);
  }

  static Unmet untried(String why) {
    return new Unmet(Outcome.UNTRIED, why);
  }

  /** It does not apply unless that is met. */
  static void unless(boolean met, String otherwise) {
    if (!met) {
      throw inapplicable(otherwise);
    }
  }

  /** It cannot be tried unless that is met. */
  static void untriedUnless(boolean met, String otherwise) {
    if (!met) {
      throw untried(otherwise);
    }
  }

  Outcome outcome() {
    return outcome;
  }
}
