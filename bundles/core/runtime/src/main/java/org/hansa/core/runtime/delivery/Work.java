package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import org.hansa.core.api.Ref;

/** What is done for a key that is taken from the queue: the route. */
interface Work {

  /**
   * @throws Exception if it failed: the key comes back after its backoff
   */
  Outcome run(Ref key) throws Exception;

  /**
   * How it went if it did not fail.
   *
   * @param again when to look again though nothing changes
   * @param absent the controller that is not there: the key is parked until it returns
   */
  record Outcome(Optional<Duration> again, Optional<String> absent) {

    static final Outcome DONE = new Outcome(Optional.empty(), Optional.empty());

    static Outcome again(Duration after) {
      return new Outcome(Optional.of(after), Optional.empty());
    }

    static Outcome absent(String controller) {
      return new Outcome(Optional.empty(), Optional.of(controller));
    }
  }
}
