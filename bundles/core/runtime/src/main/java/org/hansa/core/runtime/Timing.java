package org.hansa.core.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Controller;

/**
 * When a resource is looked at before it is decided about, and when a wanted call may be made. What
 * is remembered is as old as a clock says that nobody can set. What is written has the time of day,
 * which may be another by now, or another node's: so nothing written waits longer than it ever may,
 * and what is further ahead is due.
 */
final class Timing {

  /** How long a call that was refused for good is not repeated while nothing changes. */
  private static final Duration REFUSED = Duration.ofMinutes(5);

  private final Freshness freshness;

  Timing(Freshness freshness) {
    this.freshness = freshness;
  }

  /**
   * True if what is known of an object is too old to decide by, or its driver asked to look now.
   */
  boolean isStale(Observation known, Calls.Key key, Instant now) {
    boolean object =
        known.verb().equals(Call.Verb.APPLY.name())
            || known.verb().equals(Call.Verb.OBSERVE.name());
    boolean progressing = known.outcome() == Observation.Outcome.PROGRESSING;
    if (!object || !(known.present() || progressing) || later(known, now).isPresent()) {
      return false;
    }
    return progressing
        ? known.again().isPresent()
        : freshness.age(key).filter(age -> age.compareTo(Freshness.MAX_AGE) <= 0).isEmpty();
  }

  /**
   * How long the call must wait; empty if it may be made now.
   *
   * @param period how often a call that only reads is repeated
   */
  Optional<Duration> wait(
      Call call,
      Observation known,
      Controller controller,
      Resource resource,
      Instant now,
      Duration period) {
    if (!call.verb().hasEffect()) {
      boolean failed = known.verb().equals(call.verb().name()) && known.failure().isPresent();
      if (failed && known.again().isPresent()) {
        return later(known, now);
      }
      Calls.Key key = Completion.reading(resource, controller, call);
      return freshness.age(key).map(period::minus).filter(Timing::isAhead);
    }
    boolean refused = known.failure().filter(f -> !f.retryable()).isPresent();
    if (!Outcomes.isSame(call, known)) {
      return Optional.empty();
    }
    return later(known, now)
        .or(
            () ->
                refused
                    ? known.since().flatMap(s -> until(s.plus(REFUSED), now, REFUSED))
                    : Optional.empty());
  }

  /** What exists outside is looked at again, whether or not the controller asks. */
  static Optional<Duration> soonest(
      Optional<Duration> again, Optional<Duration> wait, Observation known) {
    Optional<Duration> look = known.present() ? Optional.of(Freshness.MAX_AGE) : Optional.empty();
    return Stream.of(again, wait, look).flatMap(Optional::stream).min(Duration::compareTo);
  }

  /** How long until it is to be looked at, or tried, again; empty if it may be now. */
  static Optional<Duration> later(Observation known, Instant now) {
    return known.again().flatMap(at -> until(at, now, Outcomes.longest(known)));
  }

  private static Optional<Duration> until(Instant due, Instant now, Duration most) {
    return Optional.of(Duration.between(now, due))
        .filter(Timing::isAhead)
        .filter(left -> left.compareTo(most) <= 0);
  }

  private static boolean isAhead(Duration left) {
    return !left.isNegative() && !left.isZero();
  }
}
