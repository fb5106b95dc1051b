package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import org.hansa.core.api.Ref;

/** What a queue knows of one key; idle ones are forgotten. Guarded by the queue. */
final class QueueKey {

  enum State {
    NEW,
    READY,
    RUNNING,
    DELAYED,
    FAILED,
    PARKED
  }

  final Ref ref;
  State state = State.NEW;

  /** The level in which it is ready. */
  boolean first;

  /** Less than of those that are ready since later. */
  long number;

  /** Since when it is ready, by the engine's time. */
  Duration since = Duration.ZERO;

  /** Woken while in work. */
  Optional<Urgency> dirty = Optional.empty();

  /** The controller it waits for. */
  String parkedFor = "";

  /** In a row. */
  int failures;

  QueueKey(Ref ref) {
    this.ref = ref;
  }
}
