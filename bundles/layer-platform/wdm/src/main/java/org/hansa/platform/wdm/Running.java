package org.hansa.platform.wdm;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Resource;
import org.hansa.platform.api.Instance;

/** What may be concluded of an instance, and when it may be started again. */
final class Running {

  static final String CONTROLLER = "wdm.instance";

  /** After so long it was well: the next end is not held against it. */
  private static final Duration WELL = Duration.ofMinutes(5);

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Running() {}

  /** True if it is ready, and as its spec says now: what was ready before a change says nothing. */
  static boolean isReady(Resource instance) {
    return isApplied(instance) && !instance.isDeleting() && instance.is(Condition.READY);
  }

  /** True if what its spec says now was to run once, and has ended well. */
  static boolean hasEnded(Resource instance) {
    return !instance.isDeleting()
        && !instance.status().isEmpty()
        && RunsOnce.of(instance, instance.status().as(Instance.Status.class)).hasEnded();
  }

  /**
   * True if it says of itself that it runs no more; what is asked for now may be something else.
   */
  static boolean isOver(Instance.Status status) {
    return status.phase().equals(Instance.ENDED) || status.phase().equals(Instance.EXIT_UNKNOWN);
  }

  /** True if what its spec says now is what its driver was last given, whatever came of it. */
  static boolean isApplied(Resource instance) {
    Instance.Spec spec = instance.spec().as(Instance.Spec.class);
    return instance.observed(CONTROLLER).digest().equals(Doc.of(spec.workload()).digest())
        && instance
            .observed(CONTROLLER)
            .endpoint()
            .filter(e -> e.toString().equals(spec.endpoint()))
            .isPresent();
  }

  /** One second, doubled with every restart, at most a minute. */
  static Duration pause(int restarts) {
    Duration pause = Duration.ofSeconds(1L << Math.min(restarts, 10));
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }

  /**
   * What is left of a pause after an end, or empty if it is over. An end that lies ahead was seen
   * before the clock was set back, by however much: nobody waits for that.
   */
  static Optional<Duration> left(Instant end, Duration pause, Instant now) {
    Duration left = Duration.between(now, end.plus(pause));
    boolean over = left.isNegative() || left.isZero() || left.compareTo(pause) > 0;
    return over ? Optional.empty() : Optional.of(left);
  }

  /** How many restarts count against a run that began then and has ended now. */
  static int counted(int restarts, Optional<Instant> started, Instant now) {
    boolean well = started.filter(s -> Duration.between(s, now).compareTo(WELL) >= 0).isPresent();
    return well ? 0 : restarts;
  }
}
