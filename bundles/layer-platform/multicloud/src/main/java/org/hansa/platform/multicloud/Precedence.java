package org.hansa.platform.multicloud;

import java.util.List;
import org.hansa.platform.multicloud.Placement.Decision;

/**
 * Places an application in what those leave who come before it: they are placed first, in a try
 * that is not written down, by the same placement that each of them will ask in its own step. So it
 * is the same whose step comes first. Who has no place even so takes nothing from those behind it.
 */
final class Precedence {

  /** Needs times hosts of all who come first: seconds, where the solver is asked for each. */
  private static final long TRIALS = 200_000;

  /** As much as of each is counted at least, for the solver may be asked. */
  private static final long LEAST = 10_000;

  private final Placement placement;
  private final Offers offers;
  private final Waiting waiting;

  Precedence(Placement placement, Offers offers, Waiting waiting) {
    this.placement = placement;
    this.offers = offers;
    this.waiting = waiting;
  }

  /**
   * @param all what is offered to the application
   */
  Turn turn(Applicant applicant, List<Offer> all) {
    Decision free = placement.place(applicant.demand(), all);
    Taken taken = takesMore(free) ? first(applicant) : new Taken();
    if (taken.isEmpty()) {
      return new Turn(free, false);
    }
    Decision rest = placement.place(applicant.demand(), taken.from(all));
    Yielding says = new Yielding(applicant, taken, free);
    Decision told =
        new Decision(
            rest.assignments(),
            says.whys(rest.whys()),
            rest.obstacle().map(nearest -> says.obstacle(nearest, rest.lacks())),
            List.of());
    return new Turn(told, rest.obstacle().isPresent());
  }

  /** What is kept as it stands is kept, whoever waits. */
  private static boolean takesMore(Decision decision) {
    return decision.assignments().stream()
        .anyMatch(a -> a.moved() || !a.need().holds(a.offer().ref()));
  }

  private Taken first(Applicant applicant) {
    Taken taken = new Taken();
    long left = TRIALS;
    for (Applicant before : waiting.before(applicant)) {
      if (left > 0) {
        List<Offer> all = taken.from(offers.all(before.held()));
        left -= Math.max(LEAST, (long) before.demand().needs().size() * all.size());
        Decision decision = placement.place(before.demand().staying(), all);
        taken.add(before, decision.assignments());
      }
    }
    return taken;
  }
}
