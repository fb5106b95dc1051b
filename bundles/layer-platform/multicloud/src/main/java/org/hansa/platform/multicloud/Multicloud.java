package org.hansa.platform.multicloud;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Workload;
import org.hansa.platform.multicloud.Placement.Assignment;
import org.hansa.platform.multicloud.Placement.Decision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The Multi-Cloud Orchestrator: places all replicas of an application at once, reserving in the
 * same transaction what they need, or changes nothing and says what stands in the way. Of a
 * tenant's applications that have no place those of higher priority come first.
 */
@Component(service = Controller.class)
public final class Multicloud implements Controller {

  static final List<Constraint> ALL =
      Stream.of(
              SiteConstraints.all(),
              HostConstraints.all(),
              GroupConstraints.all(),
              LinkConstraints.all())
          .flatMap(List::stream)
          .toList();

  /** What sites say wakes nobody that runs: who may move, or is bound by it, looks. */
  private static final Duration LOOK = Duration.ofMinutes(5);

  private final Placement placement;
  private final List<Constraint> constraints;

  @Activate
  public Multicloud() {
    this(NearOptimal::new, ALL);
  }

  Multicloud(Function<List<Constraint>, Placement> placement, List<Constraint> constraints) {
    this.placement = placement.apply(constraints);
    this.constraints = constraints;
  }

  @Override
  public String name() {
    return "multicloud";
  }

  @Override
  public String kind() {
    return Application.KIND;
  }

  @Override
  public Set<String> writes() {
    return Set.of(Workload.KIND, Reservation.KIND);
  }

  @Override
  public Step step(Snapshot snapshot, Resource application) {
    Optional<Guest> guest = Guest.of(snapshot, application.ref().tenant());
    Applicant applicant = Applicant.of(snapshot, application, guest);
    List<Standings> workloads = applicant.workloads();
    if (workloads.isEmpty()) {
      return Step.done();
    }
    Step.Builder step = Step.builder();
    for (Standings workload : workloads) {
      workload.surplus().forEach(r -> step.change(Change.Delete.of(r.ref())));
    }
    Offers offers = new Offers(snapshot, application.ref().tenant(), guest);
    List<Offer> all = offers.all(applicant.held());
    Waiting waiting = new Waiting(snapshot, constraints, offers, guest);
    Turn turn = new Precedence(placement, offers, waiting).turn(applicant, all);
    Decision decision = turn.decision();
    List<Conflict> conflicts = conflicts(applicant, all, decision);
    Conflict.whys(application.ref(), conflicts).forEach(step::why);
    decision.whys().forEach(step::why);
    guest.ifPresent(g -> g.watch(step));
    if (applicant.objective().moves().isPresent() || applicant.demand().isBoundBySites()) {
      step.again(LOOK);
    }
    for (Standings workload : workloads) {
      offers.empty(workload.workload().ref(), all).forEach(step::why);
      if (decision.obstacle().isPresent()) {
        Outcome.shorten(step, workload);
      } else {
        Outcome.write(step, workload, of(workload, decision.assignments()));
      }
    }
    Outcome.rely(step, decision.assignments(), applicant.held());
    new Reliance(applicant.demand().calls(), decision.assignments()).all().forEach(step::relied);
    guest.ifPresent(g -> g.rely(step, decision.assignments()));
    Optional<String> obstacle =
        decision.obstacle().map(nearest -> obstacle(nearest, decision, conflicts));
    new Placed(snapshot, applicant, guest.flatMap(Guest::trouble)).conclude(step, turn, obstacle);
    return step.build();
  }

  /** None of one that yields: all that it asks goes together. */
  private List<Conflict> conflicts(Applicant applicant, List<Offer> offers, Decision decision) {
    return decision.lacks().isEmpty()
        ? List.of()
        : new Conflicts(
                asked(applicant.demand()), constraints, applicant.application().ref(), offers)
            .of(applicant.demand(), decision);
  }

  /** One after the other, that is soon asked; which misses too much where they must be near. */
  private Placement asked(Demand demand) {
    return demand.calls().isAny() ? new NearOptimal(constraints) : new LeastCost(constraints);
  }

  /** What conflicts says more than the nearest place does, if it is known. */
  private static String obstacle(String nearest, Decision decision, List<Conflict> conflicts) {
    return conflicts.isEmpty()
        ? nearest
        : decision.lacks().get(0).need().name() + " has no place: " + Conflict.say(conflicts);
  }

  private static List<Assignment> of(Standings workload, List<Assignment> all) {
    return all.stream()
        .filter(a -> a.need().workload().ref().equals(workload.workload().ref()))
        .toList();
  }
}
