package org.hansa.itests.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.HoldRule;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Leases;
import org.hansa.itests.simulation.Invariants.Rule;

/** The resources that stand, and what may become of one from a commit to the next. */
final class Standing {

  private final Invariants invariants;
  private final Outside outside;
  private final Pools pools;

  /** By the uid. */
  private final Map<String, Ref> alive = new HashMap<>();

  /**
   * What stood when a backup was last restored, by the uid, and where it was known since to have
   * something, as {@code endpoint/facet}.
   */
  private final Map<String, Set<String>> broughtBack = new HashMap<>();

  Standing(Invariants invariants, Outside outside) {
    this.invariants = invariants;
    this.outside = outside;
    pools = new Pools(invariants);
  }

  /** What the uid stands for, unless it is gone. */
  Optional<Ref> of(String uid) {
    return Optional.ofNullable(alive.get(uid));
  }

  /** These stand now, and no others. */
  void restored(Snapshot after) {
    alive.clear();
    broughtBack.clear();
    after.kinds().stream()
        .flatMap(after::list)
        .forEach(
            r -> {
              alive.put(r.uid(), r.ref());
              broughtBack.put(r.uid(), new HashSet<>());
              known(r);
            });
    pools.owned(after);
  }

  /** It is looked after there from now on. */
  private void known(Resource now) {
    Set<String> places = broughtBack.get(now.uid());
    if (places != null) {
      for (Observation seen : now.observed().values()) {
        seen.endpoint().ifPresent(at -> places.add(at.name() + "/" + seen.facet()));
      }
    }
  }

  /** A resource is made, changed or gone. */
  void changed(Snapshot before, Snapshot after, Changed change) {
    Resource now = change.resource();
    if (change.op() == Changed.Op.DELETED) {
      gone(now);
      pools.owned(after);
      return;
    }
    alive.put(now.uid(), now.ref());
    known(now);
    Optional<Resource> former = before.get(now.ref()).filter(f -> f.uid().equals(now.uid()));
    former.ifPresent(then -> updated(before, then, now));
    ruled(former, now);
    if (now.ref().kind().equals(Reservation.KIND)) {
      pools.check(after, now);
      pools.owned(after);
    }
  }

  private void updated(Snapshot before, Resource then, Resource now) {
    boolean same = then.spec().equals(now.spec());
    if (now.generation() < then.generation()
        || (!same && now.generation() == then.generation())
        || (then.isDeleting() && !now.isDeleting())) {
      invariants.broken(Rule.NO_WRITE_IS_LOST, now.ref() + " went back to what it was");
    }
    Resource asked = then.retried();
    now.observed()
        .forEach(
            (controller, observation) -> {
              boolean seen =
                  !observation.equals(then.observed(controller))
                      && !observation.equals(asked.observed(controller));
              if (seen && !invariants.under().contains(Leases.partition(now.ref()))) {
                invariants.broken(
                    Rule.ONLY_THE_HOLDER_WRITES,
                    now.ref() + " by right in " + invariants.under() + " only");
              }
              boolean intent =
                  observation.outcome() == Observation.Outcome.PENDING
                      && !observation.equals(then.observed(controller))
                      && !observation.verb().equals("OBSERVE");
              if (intent && (isHeld(before, then) || isOfHeld(before, now, observation))) {
                invariants.broken(Rule.NO_EFFECT_WHILE_HELD, now.ref() + " " + observation.verb());
              }
              if (!observation.equals(then.observed(controller))) {
                absent(now, observation);
              }
            });
  }

  /** An endpoint is about to remove what somebody has left there who is held. */
  private boolean isOfHeld(Snapshot before, Resource endpoint, Observation intent) {
    if (!intent.verb().equals("REMOVE") || intent.digest().isEmpty()) {
      return false;
    }
    return alive.entrySet().stream()
        .filter(e -> isSwept(endpoint.ref(), intent, e.getKey(), e.getValue()))
        .flatMap(e -> before.get(e.getValue()).stream())
        .anyMatch(r -> isHeld(before, r));
  }

  private static boolean isSwept(Ref endpoint, Observation intent, String uid, Ref of) {
    Call sweep = Call.sweep(endpoint, intent.facet(), uid, Optional.of(of));
    return sweep.spec().digest().equals(intent.digest());
  }

  /** What is said to be absent is: an object that was asked for is not given up while it comes. */
  private void absent(Resource of, Observation said) {
    said.endpoint()
        .filter(at -> said.isSettled() && !said.present())
        .map(at -> new Outside.Key(at.name(), said.facet(), of.uid()))
        .filter(outside::has)
        .ifPresent(
            key ->
                invariants.broken(
                    Rule.NOTHING_IS_GONE_THAT_STILL_RUNS,
                    of.ref() + " is said to be gone: " + key));
  }

  /** What is made or changed is held in the same commit, also if the label goes with the change. */
  private void ruled(Optional<Resource> former, Resource now) {
    boolean changed = former.filter(then -> then.spec().equals(now.spec())).isEmpty();
    boolean fits = isRuled(now) || former.filter(Standing::isRuled).isPresent();
    if (changed && fits && !now.holds().contains(HoldRule.hold(Users.RULE))) {
      invariants.broken(Rule.RULES_HOLD_WHAT_THEY_MATCH, now.ref() + " " + now.holds());
    }
  }

  private static boolean isRuled(Resource resource) {
    return resource.ref().kind().equals("Application")
        && resource.labels().entrySet().containsAll(Users.RULED.entrySet());
  }

  /** By itself, or by what it belongs to. */
  private static boolean isHeld(Snapshot in, Resource resource) {
    return !resource.holds().isEmpty()
        || resource.owner().flatMap(o -> in.get(o.ref())).filter(o -> isHeld(in, o)).isPresent();
  }

  /** What was made there since the backup from which its resource came is not. */
  boolean isKnown(Outside.Key at) {
    return Optional.ofNullable(broughtBack.get(at.uid()))
        .map(places -> places.contains(at.endpoint() + "/" + at.facet()))
        .orElse(true);
  }

  /**
   * What was saved before its intent does not know of what was made since; the sweep does, and so
   * it has to be gone at the end. Where it has asked for something since, it does know.
   */
  private void gone(Resource last) {
    alive.remove(last.uid());
    outside.keys().stream()
        .filter(k -> k.uid().equals(last.uid()))
        .filter(this::isKnown)
        .forEach(
            k -> invariants.broken(Rule.NOTHING_IS_GONE_THAT_STILL_RUNS, last.ref() + " at " + k));
  }
}
