package org.hansa.core.gate;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;

/**
 * Deletion in two halves. The mark runs down the tree of owners at once, so that no controller
 * makes anything new below; what has nothing to wait for is reaped, children before owners.
 */
final class Deletion {

  private Deletion() {}

  /** Marks the resource and everything that it owns, directly or not. */
  static void mark(Work work, Ref ref, Instant now) {
    Deque<Resource> open = new ArrayDeque<>();
    open.add(work.existing(ref));
    while (!open.isEmpty()) {
      Resource next = open.remove();
      // What is marked already had its children marked in the same transaction, and gets no new.
      if (!next.isDeleting()) {
        work.put(next.withDeleting(now));
        open.addAll(work.state().owned(next));
      }
    }
  }

  /**
   * Removes what waits for nobody any more, and then what waited only for that. A pool waits for
   * what is reserved of it: something may still run there.
   */
  static void reap(Work work) {
    Deque<Ref> open = new ArrayDeque<>(work.order());
    work.order().forEach(ref -> work.former(ref).flatMap(Deletion::pool).ifPresent(open::add));
    while (!open.isEmpty()) {
      work.get(open.remove())
          .filter(r -> r.isDeleting() && r.finalizers().isEmpty())
          .filter(r -> work.state().owned(r).isEmpty())
          .filter(r -> work.state().claims(r.ref()).equals(Claims.NONE))
          .ifPresent(
              gone -> {
                work.remove(gone.ref());
                gone.owner().ifPresent(owner -> open.add(owner.ref()));
                pool(gone).ifPresent(open::add);
              });
    }
  }

  /** What a reservation is of. */
  private static Optional<Ref> pool(Resource resource) {
    return resource.ref().kind().equals(Reservation.KIND)
        ? Optional.of(Ref.parse(resource.spec().as(Reservation.Spec.class).pool()))
        : Optional.empty();
  }
}
