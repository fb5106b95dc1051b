package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;

/**
 * Puts moves in an order in which each can be made by itself after those before it, and leaves out
 * what has no such order or is not worth it. A replica never leaves for somewhere in between.
 */
final class Sequence {

  /** Tries of a move: seconds. When they are used up nothing more is put in order or left out. */
  private static final int TRIES = 4_000;

  private final List<Constraint> constraints;
  private final Snapshot base;
  private final int most;
  private int tries;

  /**
   * @param most moves in all
   */
  Sequence(List<Constraint> constraints, Snapshot base, int most) {
    this.constraints = constraints;
    this.base = base;
    this.most = most;
  }

  /**
   * Moves that can be made in this order, and the state after them.
   *
   * @param moves in order
   */
  record Made(List<Candidate> moves, Snapshot after) {

    BigDecimal worth() {
      return Candidate.worth(moves);
    }
  }

  /** Of these the moves that repay together; none if they do not. */
  Made of(List<Candidate> wanted) {
    List<Candidate> first = wanted.stream().sorted(Candidate.MOST).toList();
    Made all = pruned(ordered(first));
    Made repaying = again(first.stream().filter(c -> c.worth().signum() > 0).toList());
    Made best = repaying.worth().compareTo(all.worth()) > 0 ? repaying : all;
    return best.worth().signum() > 0 ? best : new Made(List.of(), base);
  }

  /** What is freed by one lets another in: so they are gone through until none can be made. */
  private Made ordered(List<Candidate> wanted) {
    List<Candidate> rest = new ArrayList<>(wanted);
    Made made = new Made(List.of(), base);
    int before = -1;
    while (before != made.moves().size()) {
      before = made.moves().size();
      made = further(made, rest);
      rest.removeAll(made.moves());
    }
    return made;
  }

  /** Those that can be made in the order in which they stand. */
  private Made again(List<Candidate> moves) {
    return further(new Made(List.of(), base), moves);
  }

  private Made further(Made before, List<Candidate> wanted) {
    List<Candidate> moves = new ArrayList<>(before.moves());
    Snapshot now = before.after();
    for (Candidate c : wanted) {
      Optional<Snapshot> next = moves.size() < most ? after(now, c) : Optional.empty();
      if (next.isPresent()) {
        moves.add(c);
        now = next.get();
      }
    }
    return new Made(List.copyOf(moves), now);
  }

  /** Without those that do not repay by themselves and that no others need that do. */
  private Made pruned(Made made) {
    Made best = made;
    for (int i = made.moves().size() - 1; i >= 0 && tries < TRIES; i--) {
      Candidate doubted = made.moves().get(i);
      if (doubted.worth().signum() <= 0 && best.moves().contains(doubted)) {
        Made without = again(best.moves().stream().filter(c -> !c.equals(doubted)).toList());
        best = without.worth().compareTo(best.worth()) >= 0 ? without : best;
      }
    }
    return best;
  }

  private Optional<Snapshot> after(Snapshot now, Candidate move) {
    Optional<Resource> application = now.get(move.application());
    if (application.isEmpty() || !hasRoom(now, move) || ++tries > TRIES) {
      return Optional.empty();
    }
    Leaving leaving = new Leaving(move.need().name(), move.to().ref(), "");
    Passage passage = Passage.of(now, application.get(), leaving, constraints);
    return passage.refusal().isPresent() ? Optional.empty() : Optional.of(passage.after(now));
  }

  /** Sooner known than all that constraints ask. */
  private static boolean hasRoom(Snapshot now, Candidate move) {
    Ref host = move.to().ref();
    Claims claims = now.claims(host);
    for (Map.Entry<String, BigDecimal> unit : move.need().amounts().entrySet()) {
      BigDecimal free = move.to().allocatable(unit.getKey()).subtract(claims.amount(unit.getKey()));
      if (free.compareTo(unit.getValue()) < 0) {
        return false;
      }
    }
    return true;
  }
}
