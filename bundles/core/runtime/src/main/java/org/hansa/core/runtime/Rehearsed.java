package org.hansa.core.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.plan.Plan;

/**
 * What a rehearsal came to.
 *
 * @param base the state that it began with
 * @param decided the state before any driver had answered: what apply commits
 * @param touched references of all that it wrote
 * @param relied what the decisions relied on
 * @param troubles by resource: what a controller or driver refused
 * @param plan the same for readers
 */
record Rehearsed(
    Snapshot base,
    Snapshot decided,
    Set<Ref> touched,
    List<Relied> relied,
    Map<Ref, String> troubles,
    Plan.Status plan) {

  /**
   * The decisions, as a plan keeps them: specs that come, change or go; status follows from them.
   */
  static List<Plan.Decision> decisions(Snapshot base, Snapshot decided, Set<Ref> touched) {
    List<Plan.Decision> all = new ArrayList<>();
    for (Ref ref : touched) {
      Optional<Resource> before = base.get(ref);
      Optional<Resource> after = decided.get(ref).filter(r -> !r.isDeleting());
      String spec = after.map(r -> r.spec().digest()).orElse("");
      boolean same =
          after.isPresent()
              ? before.filter(b -> b.spec().equals(after.get().spec())).isPresent()
              : before.filter(b -> !b.isDeleting()).isEmpty();
      if (!same) {
        all.add(new Plan.Decision(ref.toString(), spec));
      }
    }
    return all;
  }

  static Relied relied(Plan.Predicate p) {
    return new Relied(Ref.parse(p.ref()), p.what(), Relied.Test.valueOf(p.test()), p.value());
  }

  /** Why this is not what the plan said, or empty if it is. */
  Optional<String> differs(Plan.Status promised) {
    for (Plan.Seen seen : promised.seen()) {
      Optional<Resource> now = base.get(Ref.parse(seen.ref()));
      String uid = now.map(Resource::uid).orElse("");
      long generation = now.map(Resource::generation).orElse(0L);
      if (!uid.equals(seen.uid()) || generation != seen.generation()) {
        return Optional.of(
            seen.ref()
                + " is now "
                + (uid.isEmpty() ? "absent" : "another one or at generation " + generation)
                + ", the plan saw generation "
                + seen.generation());
      }
    }
    for (Plan.Predicate p : promised.relied()) {
      Optional<String> broken = relied(p).broken(base);
      if (broken.isPresent()) {
        return broken;
      }
    }
    List<Plan.Decision> other = new ArrayList<>(plan.decided());
    other.removeAll(promised.decided());
    List<Plan.Decision> missing = new ArrayList<>(promised.decided());
    missing.removeAll(plan.decided());
    other.addAll(missing);
    return other.stream()
        .findFirst()
        .map(d -> "it would now be decided otherwise about " + d.ref());
  }
}
