package org.hansa.platform.multicloud;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Step;
import org.hansa.platform.multicloud.Placement.Assignment;
import org.hansa.platform.multicloud.Placement.Decision;

/**
 * Tries one move in a state, as the application's own step would make it: just this replica leaves,
 * for just that host, and all constraints agree.
 *
 * @param refusal in a sentence, why it cannot be made; empty if it can
 * @param passing true if just a silence stands in the way
 */
record Passage(Applicant applicant, Decision decision, Optional<String> refusal, boolean passing) {

  /** A silence that lasts longer is no passing one. */
  private static final Duration PASSING = Duration.ofMinutes(10);

  static Passage of(
      Snapshot snapshot, Resource application, Leaving leaving, List<Constraint> constraints) {
    Optional<Guest> guest = Guest.of(snapshot, application.ref().tenant());
    Applicant applicant = Applicant.of(snapshot, application, guest);
    Demand demand = applicant.demand().staying();
    Set<Ref> hosts = new HashSet<>(Set.of(leaving.to()));
    demand.needs().forEach(n -> n.standing().ifPresent(s -> hosts.add(s.host())));
    Offers offers = new Offers(snapshot, application.ref().tenant(), guest, hosts);
    Decision decision =
        new Attempt(
                constraints,
                demand,
                offers.all(applicant.held()),
                demand.preference(),
                Optional.of(leaving),
                (need, offer) -> true)
            .run(demand.needs());
    List<Lack> refused = decision.lacks().stream().filter(lack -> isOf(lack, leaving)).toList();
    boolean passing =
        !refused.isEmpty() && refused.stream().allMatch(lack -> isPassing(lack, snapshot.now()));
    return new Passage(applicant, decision, refusal(decision, leaving), passing);
  }

  /** It keeps new ones away and evicts nobody, for it may be over in a moment. */
  private static boolean isPassing(Lack lack, Instant now) {
    return lack.constraint().id().equals("answers")
        && lack.offer()
            .host()
            .condition(Condition.READY)
            .filter(c -> c.since().plus(PASSING).isAfter(now))
            .isPresent();
  }

  private static boolean isOf(Lack lack, Leaving leaving) {
    return leaving.is(lack.need()) && lack.offer().ref().equals(leaving.to());
  }

  private static Optional<String> refusal(Decision decision, Leaving leaving) {
    if (decision.obstacle().isPresent()) {
      return decision.lacks().stream()
          .filter(lack -> isOf(lack, leaving))
          .findFirst()
          .map(Lack::says)
          .or(() -> Optional.of("there is no place for it at " + leaving.to() + " any more"));
    }
    List<Assignment> moved = decision.assignments().stream().filter(Assignment::moved).toList();
    boolean alone = moved.size() == 1 && leaving.is(moved.get(0).need());
    return alone ? Optional.empty() : Optional.of("not all else of its application may stay");
  }

  /** The state in which it has just been made. */
  Snapshot after(Snapshot before) {
    Step.Builder step = Step.builder();
    for (Standings workload : applicant.workloads()) {
      Outcome.write(
          step,
          workload,
          decision.assignments().stream()
              .filter(a -> a.need().workload().ref().equals(workload.workload().ref()))
              .toList());
    }
    Snapshot after = before;
    for (Change change : step.build().changes()) {
      after = after.with(List.of(changed(after, change)), List.of());
    }
    return after;
  }

  /** All of it is there already: a move makes nothing new. */
  private static Resource changed(Snapshot snapshot, Change change) {
    if (change instanceof Change.Put put) {
      return snapshot.get(put.draft().ref()).orElseThrow().withSpec(put.draft().spec());
    }
    Change.Status status = (Change.Status) change;
    return snapshot.get(status.ref()).orElseThrow().withStatus(status.status());
  }
}
