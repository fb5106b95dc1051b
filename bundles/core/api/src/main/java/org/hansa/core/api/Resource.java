package org.hansa.core.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The one envelope: everything managed is a resource. Immutable.
 *
 * @param uid given at creation, never used again
 * @param generation counts changes of {@code spec}; 1 at creation
 * @param revision the store's revision at which this state was committed; 0 before
 * @param owner what it belongs to: it is deleted with its owner
 * @param finalizers controllers that must clean up before it may go
 * @param holds reasons why no step with an effect may run
 * @param deleting when its deletion was asked for
 * @param spec what is wanted: written by users and owners
 * @param status what was observed or decided: written by controllers
 * @param observed by controller: its last call to a driver, and what the driver answered
 */
public record Resource(
    Ref ref,
    String uid,
    long generation,
    long revision,
    Instant created,
    SortedMap<String, String> labels,
    Optional<Owner> owner,
    SortedSet<String> finalizers,
    SortedSet<String> holds,
    Optional<Instant> deleting,
    Doc spec,
    Doc status,
    List<Condition> conditions,
    SortedMap<String, Observation> observed) {

  /** The label by which everything made for an application is found. */
  public static final String APPLICATION = "application";

  /** The owning resource and its uid: a new one of the same name owns nothing of the former. */
  public record Owner(Ref ref, String uid) {}

  public Resource {
    labels = Few.of(labels);
    finalizers = FewNames.of(finalizers);
    holds = FewNames.of(holds);
    conditions = List.copyOf(conditions);
    observed = Few.of(observed);
  }

  /** A new resource, not yet committed. */
  public static Resource fresh(Draft draft, String uid, Instant now, Optional<Owner> owner) {
    return new Resource(
        draft.ref(),
        uid,
        1,
        0,
        now,
        new TreeMap<>(draft.labels()),
        owner,
        new TreeSet<>(draft.finalizers()),
        Collections.emptySortedSet(),
        Optional.empty(),
        draft.spec(),
        Doc.EMPTY,
        List.of(),
        Collections.emptySortedMap());
  }

  public boolean isDeleting() {
    return deleting.isPresent();
  }

  public Optional<Condition> condition(String type) {
    for (Condition condition : conditions) {
      if (condition.type().equals(type)) {
        return Optional.of(condition);
      }
    }
    return Optional.empty();
  }

  public boolean is(String conditionType) {
    for (Condition condition : conditions) {
      if (condition.type().equals(conditionType)) {
        return condition.state() == Condition.State.TRUE;
      }
    }
    return false;
  }

  public Observation observed(String controller) {
    return observed.getOrDefault(controller, Observation.NONE);
  }

  public Owner asOwner() {
    return new Owner(ref, uid);
  }

  public Resource withRevision(long next) {
    return new Resource(
        ref,
        uid,
        generation,
        next,
        created,
        labels,
        owner,
        finalizers,
        holds,
        deleting,
        spec,
        status,
        conditions,
        observed);
  }

  /** A changed spec is a new generation. */
  public Resource withSpec(Doc next) {
    return next.equals(spec)
        ? this
        : new Resource(
            ref,
            uid,
            generation + 1,
            revision,
            created,
            labels,
            owner,
            finalizers,
            holds,
            deleting,
            next,
            status,
            conditions,
            observed);
  }

  /** To be tried again: a new generation of the same spec, and no failure is remembered. */
  public Resource retried() {
    SortedMap<String, Observation> next = new TreeMap<>();
    observed.forEach((controller, observation) -> next.put(controller, observation.forgiven()));
    return new Resource(
        ref,
        uid,
        generation + 1,
        revision,
        created,
        labels,
        owner,
        finalizers,
        holds,
        deleting,
        spec,
        status,
        conditions,
        next);
  }

  public Resource withStatus(Doc next) {
    return new Resource(
        ref,
        uid,
        generation,
        revision,
        created,
        labels,
        owner,
        finalizers,
        holds,
        deleting,
        spec,
        next,
        conditions,
        observed);
  }

  /** Conditions given replace those of the same type; {@code since} stays where the state does. */
  public Resource withConditions(List<Condition> given) {
    List<Condition> merged = new ArrayList<>(conditions);
    for (Condition next : given) {
      Optional<Condition> former = condition(next.type());
      merged.removeIf(c -> c.type().equals(next.type()));
      merged.add(former.map(next::after).orElse(next));
    }
    merged.sort(java.util.Comparator.comparing(Condition::type));
    return new Resource(
        ref,
        uid,
        generation,
        revision,
        created,
        labels,
        owner,
        finalizers,
        holds,
        deleting,
        spec,
        status,
        merged,
        observed);
  }

  public Resource withoutCondition(String type) {
    List<Condition> kept = conditions.stream().filter(c -> !c.type().equals(type)).toList();
    return new Resource(
        ref,
        uid,
        generation,
        revision,
        created,
        labels,
        owner,
        finalizers,
        holds,
        deleting,
        spec,
        status,
        kept,
        observed);
  }

  public Resource withLabels(Map<String, String> next) {
    return new Resource(
        ref,
        uid,
        generation,
        revision,
        created,
        new TreeMap<>(next),
        owner,
        finalizers,
        holds,
        deleting,
        spec,
        status,
        conditions,
        observed);
  }

  public Resource withFinalizers(SortedSet<String> next) {
    return new Resource(
        ref,
        uid,
        generation,
        revision,
        created,
        labels,
        owner,
        next,
        holds,
        deleting,
        spec,
        status,
        conditions,
        observed);
  }

  public Resource withHolds(SortedSet<String> next) {
    return new Resource(
        ref,
        uid,
        generation,
        revision,
        created,
        labels,
        owner,
        finalizers,
        next,
        deleting,
        spec,
        status,
        conditions,
        observed);
  }

  /** Marked for deletion; the first mark stays. */
  public Resource withDeleting(Instant now) {
    return isDeleting()
        ? this
        : new Resource(
            ref,
            uid,
            generation,
            revision,
            created,
            labels,
            owner,
            finalizers,
            holds,
            Optional.of(now),
            spec,
            status,
            conditions,
            observed);
  }

  public Resource withObserved(String controller, Observation next) {
    SortedMap<String, Observation> all = new TreeMap<>(observed);
    all.put(controller, next);
    return new Resource(
        ref,
        uid,
        generation,
        revision,
        created,
        labels,
        owner,
        finalizers,
        holds,
        deleting,
        spec,
        status,
        conditions,
        all);
  }

  /** True if both say the same, whatever their revision. */
  public boolean sameAs(Resource other) {
    return generation == other.generation
        && uid.equals(other.uid)
        && ref.equals(other.ref)
        && created.equals(other.created)
        && spec.equals(other.spec)
        && status.equals(other.status)
        && conditions.equals(other.conditions)
        && observed.equals(other.observed)
        && labels.equals(other.labels)
        && owner.equals(other.owner)
        && finalizers.equals(other.finalizers)
        && holds.equals(other.holds)
        && deleting.equals(other.deleting);
  }
}
