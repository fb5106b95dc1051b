package org.hansa.core.kit;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of a rule.
 *
 * @param rule its id
 * @param sentence what should hold
 * @param ability the ability that it is about, if it is about one
 * @param text why it is broken, or why it was not tried; empty if it passed
 */
public record Verdict(
    String rule,
    String sentence,
    Optional<String> ability,
    Outcome outcome,
    String text,
    Duration duration) {

  /** SKIPPED: it does not apply here, or could not be tried. */
  public enum Outcome {
    PASSED,
    BROKEN,
    SKIPPED
  }

  @Override
  public String toString() {
    return outcome + " " + rule + (text.isEmpty() ? "" : ": " + text);
  }

  boolean broken() {
    return outcome == Outcome.BROKEN;
  }
}
