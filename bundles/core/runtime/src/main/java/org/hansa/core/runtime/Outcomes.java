package org.hansa.core.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Observation.Outcome;
import org.hansa.core.api.control.Call;
import org.hansa.core.driver.DriverException.Reason;

/** What is known after a call, from what was known before and the answer. Pure. */
final class Outcomes {

  private static final Duration FIRST = Duration.ofSeconds(1);

  /** Of a state: the digest of the spec that was applied, if its driver tells. */
  private static final String MADE_BY = "/digest";

  /** Stands before the digest of a spec that was refused. */
  private static final String REFUSED = "refused:";

  private Outcomes() {}

  /** The intent of a call, committed before it is made. */
  static Observation intent(Observation before, Call call, Instant now) {
    return new Observation(
        Optional.of(call.endpoint()),
        call.facet(),
        call.verb().name(),
        digest(call),
        Outcome.PENDING,
        Optional.of(now),
        before.present(),
        before.state(),
        before.attempts(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * What is known now.
   *
   * @param before the observation as the call found it
   * @param left how long from now an object may still appear of which the answer was lost
   */
  static Observation after(
      Observation before, Call call, Answer answer, Instant now, Duration left) {
    Observation next;
    if (answer instanceof Answer.Seen seen) {
      next = seen(before, call, seen, now, left);
    } else if (answer instanceof Answer.Failed failed) {
      next = failed(before, call, failed, now);
    } else {
      String text = ((Answer.Lost) answer).message();
      next = failed(before, call, new Answer.Failed(Reason.UNAVAILABLE, text), now);
    }
    return dated(before, next, now);
  }

  private static Observation seen(
      Observation before, Call call, Answer.Seen seen, Instant now, Duration left) {
    boolean present = seen.state().isPresent();
    Doc state = seen.state().orElse(Doc.EMPTY);
    Optional<Instant> again = seen.lookAgain().map(after -> now.plus(bounded(after)));
    Outcome outcome = again.isPresent() ? Outcome.PROGRESSING : Outcome.SETTLED;
    String verb = call.verb().name();
    String digest = digest(call);
    if (call.verb() == Call.Verb.OBSERVE && isRefused(before)) {
      // A look tells what stands; that the change was refused is as true as before.
      return new Observation(
          before.endpoint(),
          before.facet(),
          before.verb(),
          before.digest(),
          Outcome.FAILED,
          before.since(),
          present,
          state,
          before.attempts(),
          before.failure(),
          before.again());
    }
    if (call.verb() == Call.Verb.OBSERVE) {
      // Who looks does not change what was asked for; after a lost answer that is not known.
      verb = before.verb().isEmpty() ? verb : before.verb();
      boolean asAsked = !before.isOpen() && present && isAsLeft(before.state(), state);
      digest = asAsked ? before.digest() : "";
      boolean applied = before.verb().equals(Call.Verb.APPLY.name());
      // Neither an absent object nor the former one tells that what was asked for will not come.
      boolean mayCome = !present || before.present();
      if (before.isOpen() && mayCome && applied && !left.isZero()) {
        return new Observation(
            Optional.of(call.endpoint()),
            call.facet(),
            verb,
            digest,
            Outcome.UNKNOWN,
            before.outcome() == Outcome.UNKNOWN ? before.since() : Optional.of(now),
            present,
            state,
            before.attempts(),
            before.failure(),
            Optional.of(now.plus(bounded(left))));
      }
    }
    if (call.verb() == Call.Verb.REMOVE) {
      digest = "";
      outcome = present && again.isEmpty() ? Outcome.PROGRESSING : outcome;
      again = present && again.isEmpty() ? Optional.of(now.plus(FIRST)) : again;
    }
    return new Observation(
        Optional.of(call.endpoint()),
        call.facet(),
        verb,
        digest,
        outcome,
        Optional.of(now),
        present,
        state,
        0,
        Optional.empty(),
        again,
        outcome == Outcome.PROGRESSING ? seen.percent() : Optional.empty());
  }

  /**
   * False if a state that says by which spec it was made says another one than before: somebody has
   * applied that meanwhile, or a backup of before it was applied has been restored.
   */
  private static boolean isAsLeft(Doc before, Doc now) {
    return before.equals(now) || before.at(MADE_BY).equals(now.at(MADE_BY));
  }

  private static Observation failed(
      Observation before, Call call, Answer.Failed failed, Instant now) {
    int attempts = before.attempts() + 1;
    boolean mayHaveHappened =
        failed.reason() == Reason.UNAVAILABLE || failed.reason() == Reason.INTERNAL;
    // A look that fails tells nothing of the call whose answer was lost.
    boolean unknown = call.verb().hasEffect() ? mayHaveHappened : before.isOpen();
    Optional<Instant> again =
        unknown || failed.reason().retryable() || !call.verb().hasEffect()
            ? Optional.of(now.plus(backoff(attempts)))
            : Optional.empty();
    boolean looked = call.verb() == Call.Verb.OBSERVE && !before.verb().isEmpty();
    return new Observation(
        Optional.of(call.endpoint()),
        call.facet(),
        looked ? before.verb() : call.verb().name(),
        looked ? before.digest() : failedDigest(call, unknown),
        unknown ? Outcome.UNKNOWN : Outcome.FAILED,
        before.outcome() == Outcome.UNKNOWN ? before.since() : Optional.of(now),
        before.present(),
        before.state(),
        attempts,
        Optional.of(
            new Observation.Failure(
                failed.reason().name(), failed.message(), failed.reason().retryable())),
        again);
  }

  /** What was refused does not stand: its digest must not be taken for that of what does. */
  private static String failedDigest(Call call, boolean unknown) {
    boolean refused = call.verb() == Call.Verb.APPLY && !unknown;
    return refused ? REFUSED + digest(call) : digest(call);
  }

  private static boolean isRefused(Observation before) {
    return before.outcome() == Outcome.FAILED && before.digest().startsWith(REFUSED);
  }

  /** True if the last call of this sort was for the same, done or refused. */
  static boolean isSame(Call call, Observation known) {
    String digest = digest(call);
    return call.verb().name().equals(known.verb())
        && known.endpoint().equals(Optional.of(call.endpoint()))
        && (known.digest().equals(digest) || known.digest().equals(REFUSED + digest));
  }

  static Duration backoff(int attempts) {
    return bounded(FIRST.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), 6)));
  }

  /** How far ahead {@code again} was at most when it was written. */
  static Duration longest(Observation known) {
    return known.outcome() == Outcome.FAILED ? backoff(known.attempts()) : Observation.LONGEST_WAIT;
  }

  private static Duration bounded(Duration wait) {
    return wait.compareTo(Observation.LONGEST_WAIT) > 0 ? Observation.LONGEST_WAIT : wait;
  }

  /** {@code since} stays while nothing but the time differs, so that it writes nothing. */
  private static Observation dated(Observation before, Observation next, Instant now) {
    boolean same =
        before.outcome() == next.outcome()
            && before.present() == next.present()
            && before.state().equals(next.state())
            && before.digest().equals(next.digest())
            && before.failure().equals(next.failure());
    return same
        ? since(next, before.since())
        : since(next, next.since().or(() -> Optional.of(now)));
  }

  private static Observation since(Observation o, Optional<Instant> since) {
    return new Observation(
        o.endpoint(),
        o.facet(),
        o.verb(),
        o.digest(),
        o.outcome(),
        since,
        o.present(),
        o.state(),
        o.attempts(),
        o.failure(),
        o.again(),
        o.percent());
  }

  static String digest(Call call) {
    return call.spec().isEmpty() ? "" : call.spec().digest();
  }
}
