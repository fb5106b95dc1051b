package org.hansa.core.driver;

import java.time.Duration;
import java.util.Optional;

/**
 * What a verb saw.
 *
 * @param state empty if the object is not there
 * @param progress empty if settled
 */
public record Observed<O extends Record>(Optional<O> state, Optional<Progress> progress) {

  /**
   * How far it is.
   *
   * @param percent 0 to 99
   * @param lookAgainAfter when observing makes sense again; more than a minute is cut to one
   */
  public record Progress(int percent, Duration lookAgainAfter) {
    public Progress {
      if (percent < 0 || percent > 99 || lookAgainAfter.isNegative() || lookAgainAfter.isZero()) {
        throw new IllegalArgumentException("percent is 0 to 99 and lookAgainAfter is positive");
      }
    }
  }

  public static <O extends Record> Observed<O> settled(O state) {
    return new Observed<>(Optional.of(state), Optional.empty());
  }

  public static <O extends Record> Observed<O> absent() {
    return new Observed<>(Optional.empty(), Optional.empty());
  }

  /** Settled if it is there, else absent. */
  public static <O extends Record> Observed<O> of(Optional<O> state) {
    return new Observed<>(state, Optional.empty());
  }

  public static <O extends Record> Observed<O> inProgress(O state, int percent, Duration again) {
    return new Observed<>(Optional.of(state), Optional.of(new Progress(percent, again)));
  }
}
