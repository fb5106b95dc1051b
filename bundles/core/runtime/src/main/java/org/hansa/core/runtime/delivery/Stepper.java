package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import org.hansa.core.api.Ref;

/** Runs steps; the executor implements it. Called on the threads of the shared pool. */
public interface Stepper {

  /**
   * Runs one step of one resource; a resource that is gone has none.
   *
   * @return when to look again though nothing changed; empty if a change will wake it
   * @throws StepFailed if it did not work; anything else thrown is a failure that may be retried
   */
  Optional<Duration> step(String controller, Ref ref);

  /** The kind that a controller steps; empty while its bundle is absent. */
  Optional<String> kindOf(String controller);
}
