package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import org.hansa.core.api.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the delivery of what comes next to one follower has gone so far, when it may be tried again,
 * and what a person is to be told of it. Of the turn that runs, but for {@link #isStalled}.
 */
final class Tries {

  private static final Logger LOG = LoggerFactory.getLogger(Tries.class);
  private static final int LONGEST = 500;

  /** Reasons of {@code Stalled}. */
  static final String FAILS = "DeliveryFails";

  static final String HANGS = "DeliveryHangs";

  private final FollowOptions options;
  private final Engine engine;
  private int inARow;
  private Duration notBefore = Duration.ZERO;
  private Optional<String> failure = Optional.empty();
  private String reason = FAILS;
  private volatile boolean stalled;
  private boolean unsaid;
  private boolean said;
  private boolean recovered;

  Tries(FollowOptions options, Engine engine) {
    this.options = options;
    this.engine = engine;
  }

  /** The follower begins, or anew. */
  void begin() {
    inARow = 0;
    failure = Optional.empty();
  }

  /**
   * As it is written.
   *
   * @param stands whether it is said there that it is stalled
   */
  void load(Optional<String> last, boolean stands) {
    failure = last;
    unsaid = false;
    recovered = false;
    said = stands;
  }

  /** A person, or a new start, has it tried again. */
  void again() {
    stalled = false;
    inARow = 0;
    notBefore = Duration.ZERO;
  }

  void succeeded() {
    recovered = true;
    inARow = 0;
    failure = Optional.empty();
  }

  /** One that hangs is not tried again by itself: it may be at it still. */
  void failed(Throwable problem) {
    boolean hangs = problem instanceof Handover.Overdue;
    recovered = false;
    inARow++;
    failure = Optional.of(says(problem));
    notBefore = engine.time().plus(engine.backoff(options.backoff(), inARow, true));
    if (hangs || inARow >= options.tries()) {
      LOG.warn("Follower {} stalls after {} tries: {}", options.name(), inARow, failure.get());
      reason = hangs ? HANGS : FAILS;
      stalled = true;
      unsaid = true;
    } else if (inARow == 1) {
      LOG.info("Follower {} failed, and tries again: {}", options.name(), failure.get());
    }
  }

  int inARow() {
    return inARow;
  }

  Optional<String> failure() {
    return failure;
  }

  /** Thread-safe. */
  boolean isStalled() {
    return stalled;
  }

  /** How long until it may be tried; empty if it may now, or waits for a person. */
  Optional<Duration> pause() {
    Duration left = notBefore.minus(engine.time());
    return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(left);
  }

  /** Tells that it is stalled, if that is to be told. */
  boolean isUnsaid() {
    return unsaid;
  }

  void say(Cursors cursors, Cursors.Standing by, long position) {
    cursors.stalled(
        options.name(),
        by.fence(),
        reason,
        inARow + " tries of what follows " + position + ": " + failure.orElse(""));
    unsaid = false;
    said = true;
  }

  /** Takes back that it is stalled, if that was told and is over. */
  void clear(Cursors cursors, Cursors.Standing by) {
    if (said && recovered) {
      cursors.cleared(options.name(), by.fence());
      said = false;
    }
  }

  static String says(Throwable problem) {
    String text =
        problem instanceof Problem p
            ? p.line()
            : problem instanceof Handover.Overdue late
                ? late.getMessage()
                : String.valueOf(problem);
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }
}
