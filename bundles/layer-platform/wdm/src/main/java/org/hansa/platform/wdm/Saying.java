package org.hansa.platform.wdm;

import java.time.Instant;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Observation;
import org.hansa.core.driver.workload.WorkloadState;
import org.hansa.platform.api.Instance;

/**
 * What is said of an instance: its status, and the condition Ready that goes with it.
 *
 * @param status as it is to be written
 */
record Saying(Instance.Status status) {

  /** Only the phase is new: everything else is as it was last seen. */
  Saying(Instance.Status before, String phase) {
    this(
        new Instance.Status(
            phase,
            before.id(),
            before.started(),
            before.restarts(),
            before.lastExit(),
            before.limits(),
            before.once()));
  }

  /** It was seen running. */
  Saying(Instance.Status before, WorkloadState state) {
    this(
        new Instance.Status(
            Instances.RUNNING,
            state.id(),
            state.started(),
            before.restarts(),
            before.lastExit(),
            state.limits(),
            before.once()));
  }

  /** With what it is that was seen, of one that is to run once. */
  Saying noting(Optional<Instance.Once> once) {
    return new Saying(
        new Instance.Status(
            status.phase(),
            status.id(),
            status.started(),
            status.restarts(),
            status.lastExit(),
            status.limits(),
            once));
  }

  Condition running(WorkloadState state, Instant now) {
    return state.ready()
        ? Condition.yes(Condition.READY, "Ready", "runs and answers", now)
        : no("NotAnswering", "runs, and its probe does not answer yet", now);
  }

  /** No answer that can be relied on says that it is as wanted. */
  Condition open(Observation seen, Instant now) {
    Optional<Observation.Failure> failure = seen.failure();
    if (seen.outcome() == Observation.Outcome.UNKNOWN) {
      return unknown("the answer of its endpoint was lost", now);
    }
    if (seen.outcome() != Observation.Outcome.FAILED || failure.isEmpty()) {
      return no("Starting", "is being started", now);
    }
    // What could not be reached may well be running.
    return failure.get().reason().equals("UNAVAILABLE")
        ? unknown("its endpoint does not answer: " + failure.get().message(), now)
        : no("Failed", failure.get().message(), now);
  }

  Condition no(String reason, String message, Instant now) {
    return Condition.no(Condition.READY, reason, message, now);
  }

  private static Condition unknown(String message, Instant now) {
    return Condition.unknown(Condition.READY, "NoAnswer", message, now);
  }
}
