package org.hansa.core.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a resource's external object through one controller: the last call to a driver
 * and the state that was last observed. Written only by the runtime.
 *
 * @param endpoint the endpoint called
 * @param facet the facet's name
 * @param verb OBSERVE, APPLY or REMOVE
 * @param digest of the spec that the last APPLY was given, empty if none was; {@code refused:}
 *     stands before it if the driver refused it, so that it is not taken for what stands
 * @param outcome how the last call went
 * @param since when outcome, presence or state last changed
 * @param present whether the object was there when last observed
 * @param state the facet's state when last observed
 * @param attempts consecutive failures of the same call
 * @param failure why the last call failed
 * @param again when the driver asks to be looked at again, while PROGRESSING; or when a failed call
 *     may be repeated; at most {@link #LONGEST_WAIT} after it was written
 * @param percent how far the driver said that it is, 0 to 99, while PROGRESSING
 */
public record Observation(
    Optional<Ref> endpoint,
    String facet,
    String verb,
    String digest,
    Outcome outcome,
    Optional<Instant> since,
    boolean present,
    Doc state,
    int attempts,
    Optional<Failure> failure,
    Optional<Instant> again,
    Optional<Integer> percent) {

  /** Of what the driver is not at. */
  public Observation(
      Optional<Ref> endpoint,
      String facet,
      String verb,
      String digest,
      Outcome outcome,
      Optional<Instant> since,
      boolean present,
      Doc state,
      int attempts,
      Optional<Failure> failure,
      Optional<Instant> again) {
    this(
        endpoint,
        facet,
        verb,
        digest,
        outcome,
        since,
        present,
        state,
        attempts,
        failure,
        again,
        Optional.empty());
  }

  /**
   * Nothing waits longer to be looked at again: {@code again} that is further ahead was written by
   * another clock.
   */
  public static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  /** PENDING: intent is committed and no answer is; after a crash this means unknown. */
  public enum Outcome {
    NONE,
    PENDING,
    SETTLED,
    PROGRESSING,
    FAILED,
    UNKNOWN
  }

  /** A driver's failure: its reason, a sentence, and whether a retry can help. */
  public record Failure(String reason, String message, boolean retryable) {}

  public static final Observation NONE =
      new Observation(
          Optional.empty(),
          "",
          "",
          "",
          Outcome.NONE,
          Optional.empty(),
          false,
          Doc.EMPTY,
          0,
          Optional.empty(),
          Optional.empty());

  /** As if it had never failed: what is known of the object stays. */
  public Observation forgiven() {
    return new Observation(
        endpoint,
        facet,
        verb,
        digest,
        outcome,
        since,
        present,
        state,
        0,
        Optional.empty(),
        failure.isPresent() ? Optional.empty() : again);
  }

  /** True if the last call has an answer that can be relied on. */
  public boolean isSettled() {
    return outcome == Outcome.SETTLED;
  }

  /** True if an effect may still be under way, or its answer was lost. */
  public boolean isOpen() {
    return outcome == Outcome.PENDING || outcome == Outcome.UNKNOWN;
  }
}
