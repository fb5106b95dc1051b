package org.hansa.platform.workloads;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Step;

/**
 * Lists what one facet of an endpoint holds of ours and removes what belongs to no resource: left
 * over, for instance, by a late answer. An orphan is first named in a condition; only one that has
 * been said for a while is removed, one at a time.
 *
 * @param controller on whose behalf
 * @param kind the kind whose uids are known
 * @param condition true while there are orphans
 */
record Sweep(String controller, String facet, String kind, String condition) {

  static final Duration EVERY = Duration.ofSeconds(60);

  private static final int SHOWN = 5;

  private record Listed(List<Item> objects) {}

  private record Item(String uid) {}

  Step step(Snapshot snapshot, Resource endpoint) {
    boolean open = endpoint.status().as(Endpoint.Status.class).facets().contains(facet);
    if (endpoint.isDeleting() || !open) {
      return Step.done();
    }
    Step.Builder step = Step.builder().again(EVERY);
    Observation seen = endpoint.observed(controller);
    boolean listed = seen.isSettled() && seen.verb().equals(Call.Verb.LIST.name());
    if (!listed) {
      return step.call(Call.list(endpoint.ref(), facet)).build();
    }
    List<String> orphans = orphans(snapshot, seen.state());
    Optional<Condition> former =
        endpoint.condition(condition).filter(c -> c.state() == Condition.State.TRUE);
    say(step, snapshot, endpoint, orphans);
    Optional<Instant> due = former.map(c -> c.since().plus(EVERY));
    if (!orphans.isEmpty() && due.filter(d -> !d.isAfter(snapshot.now())).isPresent()) {
      return step.call(remove(endpoint, orphans.get(0))).build();
    }
    return step.call(Call.list(endpoint.ref(), facet)).build();
  }

  private List<String> orphans(Snapshot snapshot, Doc state) {
    Set<String> known = snapshot.list(kind).map(Resource::uid).collect(Collectors.toSet());
    return Optional.ofNullable(state.as(Listed.class).objects()).orElse(List.of()).stream()
        .map(Item::uid)
        .filter(uid -> !known.contains(uid))
        .sorted()
        .toList();
  }

  /** On an endpoint a removal names the uid: the object has no resource of its own. */
  private Call remove(Resource endpoint, String uid) {
    Doc spec = Doc.of(JsonNodeFactory.instance.objectNode().put("uid", uid));
    return new Call(endpoint.ref(), facet, Call.Verb.REMOVE, spec);
  }

  private void say(Step.Builder step, Snapshot snapshot, Resource endpoint, List<String> orphans) {
    if (orphans.isEmpty() && endpoint.condition(condition).isEmpty()) {
      return;
    }
    String names = String.join(", ", orphans.subList(0, Math.min(SHOWN, orphans.size())));
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
