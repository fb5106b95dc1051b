package org.hansa.core.api.control;

import java.time.Duration;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Observation.Outcome;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;

/**
 * The one external object that a controller keeps for a resource, and what to ask of its driver
 * next. Pure. While an answer is open nothing is asked: the runtime finds out first.
 *
 * @param controller whose observation and finaliser it is
 * @param facet the facet's name
 */
public record External(Snapshot snapshot, Resource resource, String controller, String facet) {

  /** How soon a resource with an external object is looked at again: drift is seen by then. */
  public static final Duration FRESH = Duration.ofSeconds(30);

  private static final Duration SOON = Duration.ofSeconds(5);

  public Observation seen() {
    return resource.observed(controller);
  }

  /** True if the last answer said that the object is there as this spec wants it. */
  public boolean is(Ref endpoint, Record spec) {
    return seen().isSettled() && seen().present() && wanted(endpoint, Doc.of(spec));
  }

  /**
   * Asks for what is missing that the object be there as the spec says: what stands at another
   * endpoint is removed first. The finaliser is set before the first effect.
   *
   * @param again true if the object, though as wanted, is to be applied once more
   */
  public void ensure(Step.Builder step, Ref endpoint, Record spec, boolean again) {
    step.again(FRESH);
    boolean elsewhere = seen().endpoint().filter(e -> !e.equals(endpoint)).isPresent();
    if (elsewhere && !remove(step)) {
      return;
    }
    Call apply = Call.apply(endpoint, facet, spec);
    boolean same = !elsewhere && wanted(endpoint, apply.spec());
    boolean read = seen().verb().equals(Call.Verb.OBSERVE.name());
    if (!elsewhere && seen().isOpen()) {
      step.again(SOON);
    } else if (same && (seen().outcome() == Outcome.PROGRESSING || (read && failed()))) {
      later(step, Call.observe(endpoint, facet));
    } else if (!same || !seen().isSettled() || !seen().present() || again) {
      hold(step);
      step.call(apply);
    }
  }

  /**
   * Asks that the object be gone.
   *
   * @return true if it is, or if nobody can be asked any more because its endpoint is gone
   */
  public boolean remove(Step.Builder step) {
    Optional<Ref> endpoint = seen().endpoint().filter(e -> snapshot.get(e).isPresent());
    if (endpoint.isEmpty() || (seen().isSettled() && !seen().present())) {
      return true;
    }
    if (seen().isOpen()) {
      step.again(SOON);
    } else {
      Call remove = Call.remove(endpoint.get(), facet);
      if (seen().outcome() == Outcome.PROGRESSING) {
        later(step, remove);
      } else {
        step.call(remove);
      }
    }
    return false;
  }

  /** Sets the finaliser, if it is not there. */
  public void hold(Step.Builder step) {
    if (!resource.finalizers().contains(controller)) {
      step.change(new Change.Finalizer(resource.ref(), controller, true));
    }
  }

  /** Takes the finaliser back, if it is there. */
  public void release(Step.Builder step) {
    if (resource.finalizers().contains(controller)) {
      step.change(new Change.Finalizer(resource.ref(), controller, false));
    }
  }

  private boolean wanted(Ref endpoint, Doc spec) {
    return seen().endpoint().filter(endpoint::equals).isPresent()
        && seen().digest().equals(spec.digest());
  }

  private boolean failed() {
    return seen().outcome() == Outcome.FAILED;
  }

  private void later(Step.Builder step, Call call) {
    Duration left =
        seen().again().map(a -> Duration.between(snapshot.now(), a)).orElse(Duration.ZERO);
    if (left.isNegative() || left.isZero() || left.compareTo(Observation.LONGEST_WAIT) > 0) {
      step.call(call);
    } else {
      step.again(left);
    }
  }
}
