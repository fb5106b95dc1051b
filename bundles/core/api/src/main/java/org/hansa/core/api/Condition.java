package org.hansa.core.api;

import java.time.Instant;

/**
 * One statement about a resource.
 *
 * @param type a word in upper camel case, true when all is well: Placed, Ready; or the name of a
 *     trouble: Stalled, Unattended
 * @param reason a word for programs
 * @param message a sentence for people
 * @param since when {@code state} last changed
 */
public record Condition(String type, State state, String reason, String message, Instant since) {

  /** Unknown is said when nothing current is known; it is never hidden. */
  public enum State {
    TRUE,
    FALSE,
    UNKNOWN
  }

  public static final String READY = "Ready";
  public static final String STALLED = "Stalled";
  public static final String UNATTENDED = "Unattended";

  public static Condition yes(String type, String reason, String message, Instant now) {
    return new Condition(type, State.TRUE, reason, message, now);
  }

  public static Condition no(String type, String reason, String message, Instant now) {
    return new Condition(type, State.FALSE, reason, message, now);
  }

  public static Condition unknown(String type, String reason, String message, Instant now) {
    return new Condition(type, State.UNKNOWN, reason, message, now);
  }

  /** This condition, dated as the former one if its state is the same. */
  public Condition after(Condition former) {
    return former.state == state ? new Condition(type, state, reason, message, former.since) : this;
  }
}
