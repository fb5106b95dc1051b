package org.hansa.core.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.plan.Plan;

/**
 * The requests that make a plan true in one transaction: the user's changes under the
 * preconditions, and after them what the controllers had decided.
 */
final class Commitment {

  private static final Principal PLANNER =
      new Principal("system:planner", Principal.SYSTEM_TENANT, Set.of());

  private final Plan.Status plan;
  private final Snapshot now;

  Commitment(Plan.Status plan, Snapshot now) {
    this.plan = plan;
    this.now = now;
  }

  List<Request> requests(Principal principal, String door, String cause, List<Change> wanted) {
    Set<String> absent =
        plan.seen().stream()
            .filter(s -> s.generation() == 0)
            .map(Plan.Seen::ref)
            .collect(Collectors.toSet());
    List<Change> users =
        wanted.stream()
            .map(
                c ->
                    c instanceof Change.Put put && absent.contains(put.draft().ref().toString())
                        ? new Change.Put(put.draft(), Optional.of(0L))
                        : c)
            .toList();
    List<Request> requests = new ArrayList<>();
    requests.add(new Request(principal, door, cause, users, preconditions()));
    List<Change> decided = decided(wanted);
    if (!decided.isEmpty()) {
      requests.add(Request.of(PLANNER, door, cause, decided));
    }
    return requests;
  }

  private List<Relied> preconditions() {
    List<Relied> all = new ArrayList<>();
    for (Plan.Seen seen : plan.seen()) {
      if (seen.generation() > 0) {
        Ref ref = Ref.parse(seen.ref());
        all.add(Relied.is(ref, "/uid", seen.uid()));
        all.add(Relied.is(ref, "/generation", Long.toString(seen.generation())));
      }
    }
    for (Plan.Predicate p : plan.relied()) {
      all.add(new Relied(Ref.parse(p.ref()), p.what(), Relied.Test.valueOf(p.test()), p.value()));
    }
    return all;
  }

  /** Owners before what they own; the user's own resources are not written twice. */
  private List<Change> decided(List<Change> wanted) {
    Map<Ref, Resource> all =
        plan.decided().stream()
            .map(ResourceJson::read)
            .collect(Collectors.toMap(Resource::ref, Function.identity()));
    Set<Ref> users =
        wanted.stream()
            .filter(Change.Put.class::isInstance)
            .map(c -> ((Change.Put) c).draft().ref())
            .collect(Collectors.toSet());
    List<Change> changes = new ArrayList<>();
    all.values().stream()
        .sorted(Comparator.comparingInt((Resource r) -> depth(r, all)).thenComparing(Resource::ref))
        .forEach(r -> changes(r, users.contains(r.ref()), changes));
    return changes;
  }

  private void changes(Resource decided, boolean byUser, List<Change> changes) {
    Optional<Resource> before = now.get(decided.ref());
    if (decided.isDeleting()) {
      if (before.isPresent()) {
        changes.add(Change.Delete.of(decided.ref()));
      }
      return;
    }
    if (!byUser) {
      Optional<Long> mustBeNew = before.isEmpty() ? Optional.of(0L) : Optional.empty();
      changes.add(
          new Change.Put(
              new org.hansa.core.api.Draft(
                  decided.ref(),
                  decided.labels(),
                  decided.owner().map(Resource.Owner::ref),
                  decided.finalizers(),
                  decided.spec()),
              mustBeNew));
    }
    decided.finalizers().stream()
        .filter(f -> byUser || before.isPresent())
        .filter(f -> before.filter(b -> b.finalizers().contains(f)).isEmpty())
        .forEach(f -> changes.add(new Change.Finalizer(decided.ref(), f, true)));
    boolean differs =
        before
            .filter(
                b ->
                    b.status().equals(decided.status())
                        && b.conditions().equals(decided.conditions()))
            .isEmpty();
    if (differs && !(decided.status().isEmpty() && decided.conditions().isEmpty())) {
      changes.add(new Change.Status(decided.ref(), decided.status(), decided.conditions()));
    }
  }

  private static int depth(Resource resource, Map<Ref, Resource> all) {
    int depth = 0;
    Optional<Resource> owner = resource.owner().map(o -> all.get(o.ref()));
    while (owner.isPresent() && depth < 32) {
      depth++;
      owner = owner.get().owner().map(o -> all.get(o.ref()));
    }
    return depth;
  }

  /** What a stored plan's user wanted. */
  static List<Change> wanted(Plan.Spec spec, String tenant) {
    List<Change> changes = new ArrayList<>();
    for (JsonNode document : spec.put()) {
      changes.add(Change.Put.of(ResourceJson.draft(document, tenant)));
    }
    spec.delete().forEach(ref -> changes.add(Change.Delete.of(Ref.parse(ref))));
    return changes;
  }
}
