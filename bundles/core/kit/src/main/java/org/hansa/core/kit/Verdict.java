package org.hansa.core.kit;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of a rule.
 *
 * @param rule its id
 * @param sentence what should hold
 * @param ability the ability that it is about, if it is about one
 * @param text why it is broken, or why it was not tried; if it passed, of which abilities it was
 *     not tried, and else empty
 */
public record Verdict(
    String rule,
    String sentence,
    Optional<String> ability,
    Outcome outcome,
    String text,
    Duration duration) {

  /** What can come of it. */
  public enum Outcome {
    PASSED,
    BROKEN,
    /** It does not apply: there is no such ability here. */
    SKIPPED,
    /** It applies, and could not be tried here: there was no room for what it makes. */
    UNTRIED
  }

  @Override
  public String toString() {
    return outcome + " " + rule + (text.isEmpty() ? "" : ": " + text);
  }

  boolean broken() {
    return outcome == Outcome.BROKEN;
  }
}
