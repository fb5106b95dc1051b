package org.hansa.platform.multicloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.orchestration.api.Application;

/**
 * Finds who comes before an application: those of its tenant that have a higher priority and a
 * replica without a place. Where none has a higher priority, a look at each is all that it costs.
 */
final class Waiting {

  /** More are not considered, so that a step stays short: the first ones count. */
  private static final int MOST = 20;

  /**
   * Of those that say that they are placed so many are looked at, the first ones. One that has lost
   * its place says so itself within seconds, and is looked at in any case from then on.
   */
  private static final int LOOKS = 128;

  private final Snapshot snapshot;
  private final List<Constraint> constraints;
  private final Offers offers;
  private final Optional<Guest> guest;

  Waiting(Snapshot snapshot, List<Constraint> constraints, Offers offers, Optional<Guest> guest) {
    this.snapshot = snapshot;
    this.constraints = constraints;
    this.offers = offers;
    this.guest = guest;
  }

  /** In the order in which they come. */
  List<Applicant> before(Applicant applicant) {
    List<Applicant> waiting = new ArrayList<>();
    int looks = LOOKS;
    for (Resource other : higher(applicant)) {
      boolean placed = other.is(Placed.TYPE);
      looks -= placed ? 1 : 0;
      if (waiting.size() < MOST && (looks >= 0 || !placed)) {
        Optional.of(Applicant.of(snapshot, other, guest))
            .filter(this::waits)
            .ifPresent(waiting::add);
      }
    }
    return waiting;
  }

  /** One that is stalled is not waited for: who knows when it gets on. */
  private List<Resource> higher(Applicant applicant) {
    int own = applicant.priority();
    return snapshot
        .list(Application.KIND, applicant.application().ref().tenant())
        .filter(r -> !r.isDeleting() && !r.is(Condition.STALLED) && Applicant.priority(r) > own)
        .sorted(Applicant.ORDER)
        .toList();
  }

  /** True if a replica has no place, less than it asks for, or one where it may not stay. */
  private boolean waits(Applicant other) {
    List<Need> needs = other.demand().needs();
    if (needs.stream().anyMatch(n -> n.standing().filter(s -> n.holds(s.host())).isEmpty())) {
      return true;
    }
    Set<Ref> hosts =
        needs.stream()
            .flatMap(n -> n.standing().stream())
            .map(Need.Standing::host)
            .collect(Collectors.toSet());
    List<Offer> own = offers.among(hosts, other.held());
    Demand demand = other.demand();
    return !new Attempt(
            constraints, demand, own, demand.preference(), Optional.empty(), (n, o) -> true)
        .keepsAll();
  }
}
