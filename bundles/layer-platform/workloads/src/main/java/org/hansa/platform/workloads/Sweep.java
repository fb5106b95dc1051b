package org.hansa.platform.workloads;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Step;

/**
 * Lists what one facet of an endpoint holds of ours and removes what belongs to no resource: left
 * over, for instance, by a late answer; or to one that has its object elsewhere: left, for
 * instance, by a restore of what was saved before it was first made here. An orphan is first named
 * in a condition; only one that has been said for a while is removed, one at a time.
 *
 * @param controller on whose behalf
 * @param kind the kind whose uids are known
 * @param condition true while there are orphans
 */
record Sweep(String controller, String facet, String kind, String condition) {

  static final Duration EVERY = Duration.ofSeconds(60);

  /** After a removal: a restore may have left thousands, of which each is removed by itself. */
  static final Duration NEXT = Duration.ofSeconds(2);

  private static final int SHOWN = 5;

  private record Listed(List<Item> objects) {}

  private record Item(String uid) {}

  Step step(Snapshot snapshot, Resource endpoint) {
    boolean open = endpoint.status().as(Endpoint.Status.class).facets().contains(facet);
    if (endpoint.isDeleting() || !open) {
      return Step.done();
    }
    Observation seen = endpoint.observed(controller);
    boolean listed = seen.isSettled() && seen.verb().equals(Call.Verb.LIST.name());
    boolean removed = seen.isSettled() && seen.verb().equals(Call.Verb.REMOVE.name());
    Step.Builder step = Step.builder().again(removed ? NEXT : EVERY);
    if (!listed) {
      return step.call(Call.list(endpoint.ref(), facet)).build();
    }
    List<Orphan> orphans = orphans(snapshot, endpoint, seen.state());
    Optional<Condition> former =
        endpoint.condition(condition).filter(c -> c.state() == Condition.State.TRUE);
    say(step, snapshot, endpoint, orphans);
    boolean due = former.filter(c -> isOver(c.since(), snapshot.now())).isPresent();
    if (!orphans.isEmpty() && due) {
      return step.call(remove(endpoint, orphans.get(0))).build();
    }
    return step.call(Call.list(endpoint.ref(), facet)).build();
  }

  /**
   * What lies ahead was written before the clock was set back, by however much: nobody waits for
   * it.
   */
  private static boolean isOver(Instant since, Instant now) {
    Duration past = Duration.between(since, now);
    return past.isNegative() || past.compareTo(EVERY) >= 0;
  }

  /**
   * @param of the resource of that uid, if there is one
   */
  private record Orphan(String uid, Optional<Ref> of) {}

  private List<Orphan> orphans(Snapshot snapshot, Resource endpoint, Doc state) {
    Map<String, Resource> known =
        snapshot.list(kind).collect(Collectors.toMap(Resource::uid, Function.identity()));
    return Optional.ofNullable(state.as(Listed.class).objects()).orElse(List.of()).stream()
        .map(Item::uid)
        .filter(uid -> !known.containsKey(uid) || isElsewhere(known.get(uid), endpoint.ref()))
        .sorted()
        .map(uid -> new Orphan(uid, Optional.ofNullable(known.get(uid)).map(Resource::ref)))
        .toList();
  }

  /**
   * That its object stands at another endpoint is certain, and that it has none here that is asked
   * for, looked at or being removed; a resource has one.
   */
  private boolean isElsewhere(Resource resource, Ref endpoint) {
    List<Observation> objects =
        resource.observed().values().stream().filter(o -> o.facet().equals(facet)).toList();
    return !objects.isEmpty()
        && objects.stream()
            .allMatch(
                o ->
                    o.isSettled()
                        && o.present()
                        && o.endpoint().filter(e -> !e.equals(endpoint)).isPresent());
  }

  private Call remove(Resource endpoint, Orphan orphan) {
    return Call.sweep(endpoint.ref(), facet, orphan.uid(), orphan.of());
  }

  private void say(Step.Builder step, Snapshot snapshot, Resource endpoint, List<Orphan> orphans) {
    if (orphans.isEmpty() && endpoint.condition(condition).isEmpty()) {
      return;
    }
    String names = orphans.stream().limit(SHOWN).map(Orphan::uid).collect(Collectors.joining(", "));
    Condition said =
        orphans.isEmpty()
            ? Condition.no(condition, "None", "no " + facet + " without an owner", snapshot.now())
            : Condition.yes(
                condition,
                "Found",
                orphans.size() + " of facet " + facet + " without an owner: " + names,
                snapshot.now());
    step.change(new Change.Status(endpoint.ref(), endpoint.status(), List.of(said)));
  }
}
