package org.hansa.core.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.plan.Plan;

/**
 * The requests that make a rehearsal true in one transaction: the user's changes, and after them
 * what the controllers had decided, all on condition that what is written still stands as the
 * rehearsal saw it.
 */
final class Commitment {

  private static final Principal PLANNER =
      new Principal("system:planner", Principal.SYSTEM_TENANT, Set.of());

  private final Rehearsed rehearsed;
  private final Plan.Status promised;

  /**
   * @param promised what the user was told: of this rehearsal, or of one long ago
   */
  Commitment(Rehearsed rehearsed, Plan.Status promised) {
    this.rehearsed = rehearsed;
    this.promised = promised;
  }

  List<Request> requests(Principal principal, String door, String cause, List<Change> wanted) {
    List<Change> users =
        wanted.stream()
            .map(c -> c instanceof Change.Put put && isNew(put.draft().ref()) ? fresh(put) : c)
            .toList();
    List<Request> requests = new ArrayList<>();
    requests.add(new Request(principal, door, cause, users, preconditions(wanted)));
    List<Change> decided = decided(wanted);
    if (!decided.isEmpty()) {
      requests.add(Request.of(PLANNER, door, principal.name() + " by " + cause, decided));
    }
    return requests;
  }

  private boolean isNew(Ref ref) {
    return rehearsed.base().get(ref).isEmpty();
  }

  private static Change fresh(Change.Put put) {
    return new Change.Put(put.draft(), Optional.of(0L));
  }

  /** What the user names too: that nothing is to change there is as much of the plan. */
  private List<Relied> preconditions(List<Change> wanted) {
    Set<Relied> all = new LinkedHashSet<>(rehearsed.relied());
    promised.relied().stream().map(Rehearsed::relied).forEach(all::add);
    promised.seen().stream().map(Commitment::asSeen).forEach(all::addAll);
    Set<Ref> refs = new TreeSet<>(rehearsed.touched());
    for (Change change : wanted) {
      if (change instanceof Change.Put put) {
        refs.add(put.draft().ref());
      } else if (change instanceof Change.Delete delete) {
        refs.add(delete.ref());
      }
    }
    for (Ref ref : refs) {
      rehearsed.base().get(ref).ifPresent(r -> all.add(Relied.unchanged(r)));
    }
    return List.copyOf(all);
  }

  private static List<Relied> asSeen(Plan.Seen seen) {
    Ref ref = Ref.parse(seen.ref());
    return seen.generation() == 0
        ? List.of(Relied.absent(ref))
        : List.of(
            Relied.is(ref, "/uid", seen.uid()),
            Relied.is(ref, "/generation", Long.toString(seen.generation())));
  }

  /** Owners before what they own; the user's own resources are not written twice. */
  private List<Change> decided(List<Change> wanted) {
    Map<Ref, Resource> all = new TreeMap<>();
    List<Change> changes = new ArrayList<>();
    for (Ref ref : rehearsed.touched()) {
      Optional<Resource> decided = rehearsed.decided().get(ref);
      Optional<Resource> before = rehearsed.base().get(ref);
      if (decided.filter(r -> before.filter(r::sameAs).isEmpty()).isPresent()) {
        all.put(ref, decided.get());
      } else if (decided.isEmpty() && before.isPresent()) {
        changes.add(Change.Delete.of(ref));
      }
    }
    Set<Ref> users =
        wanted.stream()
            .filter(Change.Put.class::isInstance)
            .map(c -> ((Change.Put) c).draft().ref())
            .collect(Collectors.toSet());
    all.values().stream()
        .sorted(Comparator.comparingInt((Resource r) -> depth(r, all)).thenComparing(Resource::ref))
        .forEach(r -> changes(r, users.contains(r.ref()), changes));
    return changes;
  }

  private void changes(Resource decided, boolean byUser, List<Change> changes) {
    Optional<Resource> before = rehearsed.base().get(decided.ref());
    if (decided.isDeleting()) {
      before.ifPresent(b -> changes.add(Change.Delete.of(b.ref())));
      return;
    }
    if (!byUser) {
      Draft draft =
          new Draft(
              decided.ref(),
              decided.labels(),
              decided.owner().map(Resource.Owner::ref),
              decided.finalizers(),
              decided.spec());
      changes.add(before.isEmpty() ? fresh(Change.Put.of(draft)) : Change.Put.of(draft));
      // A rule held what its controller put; it does not look at what the planner puts.
      decided.holds().stream()
          .filter(h -> before.filter(b -> b.holds().contains(h)).isEmpty())
          .forEach(h -> changes.add(new Change.Hold(decided.ref(), h, true)));
    }
    decided.finalizers().stream()
        .filter(f -> byUser || before.isPresent())
        .filter(f -> before.filter(b -> b.finalizers().contains(f)).isEmpty())
        .forEach(f -> changes.add(new Change.Finalizer(decided.ref(), f, true)));
    boolean said =
        before
            .map(
                b ->
                    b.status().equals(decided.status())
                        && b.conditions().equals(decided.conditions()))
            .orElse(decided.status().isEmpty() && decided.conditions().isEmpty());
    if (!said) {
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
