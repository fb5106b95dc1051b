package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Optimization.Move;

/**
 * What has become of a move that is to be made.
 *
 * @param why in a sentence, what it waits for, or why it cannot be made any more
 * @param after the state after it, if it can be made now
 */
record Turnout(State state, String why, Optional<Snapshot> after) {

  enum State {
    WAITS,
    DONE,
    LEFT
  }

  private static final Turnout DONE = new Turnout(State.DONE, "", Optional.empty());

  private record At(String host) {}

  static Turnout of(Snapshot snapshot, String tenant, Move move, List<Constraint> constraints) {
    Optional<Resource> application =
        there(snapshot, new Ref(Application.KIND, tenant, move.application()));
    Optional<Resource> reservation =
        there(snapshot, new Ref(Reservation.KIND, tenant, move.replica()));
    if (application.isEmpty() || reservation.isEmpty()) {
      return left("it is gone");
    }
    boolean ready = application.get().is(Condition.READY);
    String at = reservation.get().spec().as(Reservation.Spec.class).pool();
    if (at.equals(move.to())) {
      return ready && runs(snapshot, reservation.get(), move)
          ? DONE
          : waits(move.replica() + " is on its way to " + move.to());
    }
    if (!at.equals(move.from())) {
      return left("it is at " + at + " by now");
    }
    boolean must = move.must().orElse(false);
    if (must && !isShort(snapshot, reservation.get(), move)) {
      return left("its host has as much again as is reserved of it");
    }
    if (!must && Objectives.of(snapshot, application.get()).moves().isEmpty()) {
      return left("its objective says no moves any more");
    }
    if (!application.get().holds().isEmpty()) {
      return waits(
          "application " + move.application() + " is held: " + application.get().holds().first());
    }
    return ready
        ? asPlaced(snapshot, application.get(), move, constraints)
        : waits("application " + move.application() + " is not Ready");
  }

  private static Optional<Resource> there(Snapshot snapshot, Ref ref) {
    return snapshot.get(ref).filter(r -> !r.isDeleting());
  }

  /** What was ready at the former place says nothing. */
  private static boolean runs(Snapshot snapshot, Resource reservation, Move move) {
    String tenant = reservation.ref().tenant();
    boolean asked =
        there(snapshot, new Ref(Instance.KIND, tenant, move.replica()))
            .filter(i -> move.to().equals(i.spec().as(At.class).host()))
            .isPresent();
    return asked
        && reservation
            .owner()
            .flatMap(owner -> snapshot.get(owner.ref()))
            .filter(workload -> workload.is(Condition.READY))
            .isPresent();
  }

  /** Of one that is where it was, and at rest. */
  private static Turnout asPlaced(
      Snapshot snapshot, Resource application, Move move, List<Constraint> constraints) {
    Passage passage = Passage.of(snapshot, application, Accepted.leaving(move), constraints);
    if (passage.refusal().isPresent()) {
      return passage.passing() ? waits(passage.refusal().get()) : left(passage.refusal().get());
    }
    Optional<BigDecimal> saves = saves(snapshot, passage.applicant(), move);
    if (saves.isEmpty() && move.savesPerHour().isPresent()) {
      return left("what it would save is not known any more");
    }
    if (saves.isPresent() && isLess(saves.get(), move)) {
      return left("it would save " + Amount.plain(saves.get()) + " an hour by now");
    }
    String why = move.replica() + " is to move to " + move.to();
    return new Turnout(State.WAITS, why, Optional.of(passage.after(snapshot)));
  }

  /** Of something that it has there. */
  private static boolean isShort(Snapshot snapshot, Resource reservation, Move move) {
    Map<String, BigDecimal> has = reservation.spec().as(Reservation.Spec.class).amounts();
    return Shortage.of(snapshot, Ref.parse(move.from())).filter(s -> s.eases(has)).isPresent();
  }

  private static boolean isLess(BigDecimal saves, Move move) {
    return move.savesPerHour().filter(said -> saves.compareTo(said) < 0).isPresent();
  }

  private static Optional<BigDecimal> saves(Snapshot snapshot, Applicant applicant, Move move) {
    String tenant = applicant.application().ref().tenant();
    Map<Ref, Offer> offers = new HashMap<>();
    new Offers(
            snapshot,
            tenant,
            Guest.of(snapshot, tenant),
            Set.of(Ref.parse(move.from()), Ref.parse(move.to())))
        .all(applicant.held())
        .forEach(offer -> offers.put(offer.ref(), offer));
    return offers.size() < 2
        ? Optional.empty()
        : Joint.saves(
            applicant,
            applicant.demand().need(move.replica()),
            offers.get(Ref.parse(move.from())),
            offers.get(Ref.parse(move.to())));
  }

  static Turnout waits(String why) {
    return new Turnout(State.WAITS, why, Optional.empty());
  }

  static Turnout left(String why) {
    return new Turnout(State.LEFT, why, Optional.empty());
  }
}
