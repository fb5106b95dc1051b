package org.hansa.core.runtime;

import java.time.Duration;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.driver.DriverException;

/** What became of a driver call. */
sealed interface Answer {

  /**
   * The driver answered.
   *
   * @param state empty if the object is absent
   * @param lookAgain present while the driver goes on with it
   * @param percent how far it is then
   */
  record Seen(Optional<Doc> state, Optional<Duration> lookAgain, Optional<Integer> percent)
      implements Answer {

    /** As far as it goes. */
    Seen(Optional<Doc> state, Optional<Duration> lookAgain) {
      this(state, lookAgain, Optional.empty());
    }
  }

  /** The driver refused. */
  record Failed(DriverException.Reason reason, String message) implements Answer {}

  /** No answer by the deadline: the effect may have happened. */
  record Lost(String message) implements Answer {}
}
