package org.hansa.itests.simulation;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.store.SimStore;

/** What a plan said, beside what its apply did, however long that hung. */
final class Promises {

  private final Invariants invariants;

  Promises(Invariants invariants) {
    this.invariants = invariants;
  }

  /**
   * @param plan as it was when it was made, however long ago
   * @param made by the apply: what it was rehearsed on, and as all stood before and after
   */
  void check(Plan.Status plan, SimStore.Made made) {
    Snapshot base = made.decidedOn();
    Snapshot before = made.stood();
    Snapshot now = made.after();
    plan.seen().forEach(seen -> seen(seen, before));
    plan.relied().stream().flatMap(p -> relied(p).broken(before).stream()).forEach(this::broken);
    Map<Ref, String> decided =
        plan.decided().stream()
            .collect(Collectors.toMap(d -> Ref.parse(d.ref()), Plan.Decision::spec));
    decided.forEach((ref, spec) -> decided(ref, spec, now, base, before));
    differing(before, now, decided);
    differing(now, before, decided);
  }

  private void seen(Plan.Seen seen, Snapshot before) {
    Optional<Resource> stood = before.get(Ref.parse(seen.ref()));
    if (!stood.map(Resource::uid).orElse("").equals(seen.uid())
        || stood.map(Resource::generation).orElse(0L) != seen.generation()) {
      broken(seen.ref() + " was not as the plan saw it");
    }
  }

  private static Relied relied(Plan.Predicate p) {
    return new Relied(Ref.parse(p.ref()), p.what(), Relied.Test.valueOf(p.test()), p.value());
  }

  /** What was decided stands, and was not decided on what another had changed by then. */
  private void decided(Ref ref, String spec, Snapshot now, Snapshot base, Snapshot before) {
    if (!spec(now, ref).equals(spec)) {
      broken(ref + " is not as the plan says");
    }
    if (!revision(base, ref).equals(revision(before, ref))) {
      broken(ref + " had changed since it was planned");
    }
  }

  /** Nothing else was made, changed or marked to go. */
  private void differing(Snapshot one, Snapshot other, Map<Ref, String> decided) {
    one.kinds().stream()
        .filter(kind -> !kind.equals(Plan.KIND))
        .flatMap(one::list)
        .map(Resource::ref)
        .filter(ref -> !spec(one, ref).equals(spec(other, ref)) && !decided.containsKey(ref))
        .forEach(ref -> broken("the plan says nothing of " + ref));
  }

  private static String spec(Snapshot in, Ref ref) {
    return in.get(ref).filter(r -> !r.isDeleting()).map(r -> r.spec().digest()).orElse("");
  }

  private static Optional<Long> revision(Snapshot of, Ref ref) {
    return of.get(ref).map(Resource::revision);
  }

  private void broken(String how) {
    invariants.broken(Invariants.Rule.WHAT_APPLY_DID_IS_THE_PLAN, how);
  }
}
