package org.hansa.platform.multicloud;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Objective;
import org.hansa.platform.api.Workload;
import org.hansa.platform.multicloud.Placement.Assignment;
import org.hansa.platform.multicloud.Placement.Decision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The Multi-Cloud Orchestrator: places all replicas of an application at once, reserving in the
 * same transaction what they need, or changes nothing and says what stands in the way.
 */
@Component(service = Controller.class)
public final class Multicloud implements Controller {

  private static final String PLACED = "Placed";

  static final List<Constraint> ALL =
      Stream.of(SiteConstraints.all(), HostConstraints.all(), GroupConstraints.all())
          .flatMap(List::stream)
          .toList();

  /** Room may come free without any change that wakes an application that waits for it. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  /** A better place wakes nobody that runs: who may move looks for one. */
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
    Predicate<Resource> ends = r -> guest.filter(g -> g.ends(r)).isPresent();
    List<Standings> workloads =
        application.isDeleting()
            ? List.of()
            : snapshot.owned(application).stream()
                .filter(r -> r.ref().kind().equals(Workload.KIND) && !r.isDeleting())
                .map(workload -> Standings.of(snapshot, workload, ends))
                .toList();
    if (workloads.isEmpty()) {
      return Step.done();
    }
    Step.Builder step = Step.builder();
    for (Standings workload : workloads) {
      workload.surplus().forEach(r -> step.change(Change.Delete.of(r.ref())));
    }
    List<Resource> held = workloads.stream().flatMap(w -> w.held().stream()).toList();
    Offers offers = new Offers(snapshot, application.ref().tenant(), guest);
    List<Offer> all = offers.all(held);
    Objective objective = Objectives.of(snapshot, application);
    Demand demand = demand(application, workloads, objective);
    Decision decision = placement.place(demand, all);
    List<Conflict> conflicts = conflicts(application, demand, all, decision);
    Conflict.whys(application.ref(), conflicts).forEach(step::why);
    decision.whys().forEach(step::why);
    guest.ifPresent(g -> g.watch(step));
    objective.moves().ifPresent(m -> step.again(LOOK));
    for (Standings workload : workloads) {
      offers.empty(workload.workload().ref(), all).forEach(step::why);
      if (decision.obstacle().isPresent()) {
        Outcome.shorten(step, workload);
      } else {
        Outcome.write(step, workload, of(workload, decision.assignments()));
      }
    }
    Outcome.rely(step, decision.assignments(), held);
    guest.ifPresent(g -> g.rely(step, decision.assignments()));
    Optional<String> obstacle =
        decision.obstacle().map(nearest -> obstacle(nearest, decision, conflicts));
    conclude(
        step, snapshot, application, workloads, decision, obstacle, guest.flatMap(Guest::trouble));
    return step.build();
  }

  private List<Conflict> conflicts(
      Resource application, Demand demand, List<Offer> offers, Decision decision) {
    return decision.lacks().isEmpty()
        ? List.of()
        : new Conflicts(new LeastCost(constraints), constraints, application.ref(), offers)
            .of(demand, decision);
  }

  /** What conflicts says more than the nearest place does, if it is known. */
  private static String obstacle(String nearest, Decision decision, List<Conflict> conflicts) {
    return conflicts.isEmpty()
        ? nearest
        : decision.lacks().get(0).need().name() + " has no place: " + Conflict.say(conflicts);
  }

  private static Demand demand(
      Resource application, List<Standings> workloads, Objective objective) {
    List<Need> needs = new ArrayList<>();
    workloads.forEach(w -> needs.addAll(w.needs()));
    Optional<Application.Policies> bounds =
        application.spec().as(Application.Spec.class).policies();
    return new Demand(
        needs,
        bounds.flatMap(Application.Policies::maxPricePerHour),
        bounds.flatMap(Application.Policies::maxGramsPerHour),
        new Preference(objective),
        objective.moves().filter(m -> application.is(Condition.READY)));
  }

  private static List<Assignment> of(Standings workload, List<Assignment> all) {
    return all.stream()
        .filter(a -> a.need().workload().ref().equals(workload.workload().ref()))
        .toList();
  }

  private static void conclude(
      Step.Builder step,
      Snapshot snapshot,
      Resource application,
      List<Standings> workloads,
      Decision decision,
      Optional<String> obstacle,
      Optional<String> trouble) {
    Optional<String> waits = workloads.stream().flatMap(w -> w.waits().stream()).findFirst();
    Condition placed;
    if (obstacle.isPresent()) {
      String message = obstacle.get() + trouble.map(t -> "; " + t).orElse("");
      placed = Condition.no(PLACED, "NoPlace", message, snapshot.now());
      step.again(RETRY);
    } else if (waits.isPresent()) {
      String message =
          "the former "
              + waits.get()
              + " must end before its place is given anew"
              + trouble.map(t -> "; " + t).orElse("");
      placed = Condition.no(PLACED, "Waiting", message, snapshot.now());
      step.again(RETRY);
    } else {
      long hosts = decision.assignments().stream().map(a -> a.offer().ref()).distinct().count();
      String message = decision.assignments().size() + " replicas on " + hosts + " hosts";
      placed = Condition.yes(PLACED, "Placed", message, snapshot.now());
    }
    boolean said = application.condition(PLACED).filter(c -> placed.after(c).equals(c)).isPresent();
    if (!said) {
      step.change(new Change.Status(application.ref(), application.status(), List.of(placed)));
    }
  }
}
