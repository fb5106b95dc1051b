package org.hansa.platform.multicloud;

import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.platform.api.Optimization;
import org.hansa.platform.api.Optimization.Move;

/**
 * What accepted proposals want of an application now.
 *
 * @param next the replica whose turn it is
 * @param named true if it is part of what is being carried out: then it makes no moves of its own,
 *     which might undo what others wait for
 */
record Accepted(Optional<Leaving> next, boolean named) {

  static final Accepted NOTHING = new Accepted(Optional.empty(), false);

  /**
   * @param may whether its objective says moves: what must move does so without
   */
  static Accepted of(Snapshot snapshot, Ref application, boolean may) {
    String name = application.name();
    List<Resource> open =
        snapshot
            .list(Optimization.KIND, application.tenant())
            .filter(optimization -> !open(optimization).isEmpty())
            .filter(optimization -> moves(optimization, name))
            .toList();
    Optional<Leaving> next =
        open.stream()
            .flatMap(optimization -> turn(optimization).stream())
            .filter(move -> move.application().equals(name))
            .filter(move -> may || move.must().orElse(false))
            .filter(move -> isThere(snapshot, application.tenant(), move))
            .findFirst()
            .map(Accepted::leaving);
    return new Accepted(next, !open.isEmpty());
  }

  /** Once it has moved its turn is over, though that is said only when it has arrived. */
  private static boolean isThere(Snapshot snapshot, String tenant, Move move) {
    return snapshot
        .get(new Ref(Reservation.KIND, tenant, move.replica()))
        .filter(r -> r.spec().as(Reservation.Spec.class).pool().equals(move.from()))
        .isPresent();
  }

  private static boolean moves(Resource optimization, String application) {
    return optimization.status().as(Optimization.Status.class).proposal().stream()
        .flatMap(p -> p.moves().stream())
        .anyMatch(move -> move.application().equals(application));
  }

  private static Optional<Move> turn(Resource optimization) {
    Optional<String> next = optimization.status().as(Optimization.Status.class).next();
    return Optional.of(open(optimization).get(0))
        .filter(move -> next.filter(move.replica()::equals).isPresent());
  }

  /** What is still to be done of it, in order; nothing if nobody accepted it, or it is held. */
  static List<Move> open(Resource optimization) {
    if (optimization.isDeleting()
        || !optimization.holds().isEmpty()
        || optimization.status().isEmpty()) {
      return List.of();
    }
    Optimization.Status status = optimization.status().as(Optimization.Status.class);
    Optimization.Spec spec = optimization.spec().as(Optimization.Spec.class);
    return status.proposal().filter(spec::accepts).map(p -> status.open()).orElse(List.of());
  }

  static Leaving leaving(Move move) {
    return new Leaving(move.replica(), Ref.parse(move.to()), "moves, " + move.why() + "; ");
  }
}
