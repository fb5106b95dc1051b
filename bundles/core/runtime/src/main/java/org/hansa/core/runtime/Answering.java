package org.hansa.core.runtime;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Resource;
import org.hansa.core.driver.DriverException.Reason;

/** Whether what is behind an open endpoint answers, by what was last asked of it itself. Pure. */
final class Answering {

  private Answering() {}

  /**
   * @return empty while it answers, and while it was asked nothing
   */
  static Optional<Condition> trouble(Resource endpoint, Instant now) {
    return endpoint.observed().values().stream()
        .filter(o -> o.isSettled() || o.failure().isPresent())
        .max(Comparator.comparing(o -> o.since().orElse(Instant.MIN)))
        .flatMap(Observation::failure)
        .filter(failure -> failure.reason().equals(Reason.UNAVAILABLE.name()))
        .map(
            failure ->
                Condition.unknown(
                    Condition.READY,
                    "NoAnswer",
                    "it is open and does not answer: " + failure.message(),
                    now));
  }
}
