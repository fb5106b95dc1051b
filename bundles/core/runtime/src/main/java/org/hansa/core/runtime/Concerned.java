package org.hansa.core.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.plan.Plan;

/**
 * What a plan concerns: of whatever it changes a reservation of, all reservations. So the whole of
 * an application is told before and after, and not the one replica that comes or goes.
 */
final class Concerned {

  /** Owners of owners; more are no chain that anybody made. */
  private static final int DEEPEST = 32;

  private final Set<Ref> roots = new TreeSet<>();
  private final Predicate<Ref> may;

  /**
   * @param may whether whoever asked may read it: what they may not is in no sum
   */
  Concerned(Snapshot base, Snapshot end, Set<Ref> touched, Predicate<Ref> may) {
    this.may = may;
    for (Ref ref : touched) {
      if (ref.kind().equals(Reservation.KIND)) {
        base.get(ref).ifPresent(r -> roots.add(root(base, r)));
        end.get(ref).ifPresent(r -> roots.add(root(end, r)));
      }
    }
  }

  private static Ref root(Snapshot at, Resource resource) {
    Resource top = resource;
    for (int depth = 0; depth < DEEPEST; depth++) {
      Optional<Resource> owner = top.owner().flatMap(o -> at.get(o.ref()));
      if (owner.isEmpty()) {
        return top.ref();
      }
      top = owner.get();
    }
    return top.ref();
  }

  /** Of all that is concerned, in one state. */
  Plan.Totals totals(Snapshot at) {
    Tally tally = new Tally();
    Deque<Resource> left = new ArrayDeque<>();
    roots.forEach(ref -> at.get(ref).ifPresent(left::add));
    Set<Ref> seen = new TreeSet<>();
    while (!left.isEmpty()) {
      Resource next = left.pop();
      if (seen.add(next.ref())) {
        if (may.test(next.ref())) {
          tally.add(next);
          if (roots.contains(next.ref())) {
            tally.addAway(next);
          }
        }
        left.addAll(at.owned(next));
      }
    }
    return tally.totals();
  }
}
