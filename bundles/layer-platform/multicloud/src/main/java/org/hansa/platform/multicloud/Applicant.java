package org.hansa.platform.multicloud;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Objective;
import org.hansa.platform.api.Workload;

/**
 * An application that is to have places, as one state has it.
 *
 * @param workloads none if it is being deleted
 * @param demand all that it asks for
 */
record Applicant(
    Resource application, List<Standings> workloads, Objective objective, Demand demand) {

  /** Who comes first: the higher priority, then who was there first. */
  static final Comparator<Resource> ORDER =
      Comparator.comparing((Resource r) -> -priority(r))
          .thenComparing(Resource::created)
          .thenComparing(Resource::ref);

  static Applicant of(Snapshot snapshot, Resource application, Optional<Guest> guest) {
    Predicate<Resource> ends = r -> guest.filter(g -> g.ends(r)).isPresent();
    List<Standings> workloads =
        application.isDeleting()
            ? List.of()
            : snapshot.owned(application).stream()
                .filter(r -> r.ref().kind().equals(Workload.KIND) && !r.isDeleting())
                .map(workload -> Standings.of(snapshot, workload, ends))
                .toList();
    Objective objective = Objectives.of(snapshot, application);
    Demand demand = demand(application, workloads, objective);
    Accepted accepted =
        application.is(Condition.READY)
            ? Accepted.of(snapshot, application.ref(), demand.moves().isPresent())
            : Accepted.NOTHING;
    return new Applicant(
        application,
        workloads,
        objective,
        accepted.named() ? demand.leaving(accepted.next()) : demand);
  }

  private static Demand demand(
      Resource application, List<Standings> workloads, Objective objective) {
    Optional<Application.Policies> bounds = policies(application);
    List<Need> needs = workloads.stream().flatMap(w -> w.needs().stream()).toList();
    return new Demand(
        needs,
        bounds.flatMap(Application.Policies::maxPricePerHour),
        bounds.flatMap(Application.Policies::maxGramsPerHour),
        bounds.flatMap(Application.Policies::minAvailability),
        new Preference(objective),
        objective.moves().filter(m -> application.is(Condition.READY)),
        Calls.of(needs, bounds.map(Application.Policies::chains).orElse(List.of())));
  }

  static int priority(Resource application) {
    return policies(application).flatMap(Application.Policies::priority).orElse(0);
  }

  private static Optional<Application.Policies> policies(Resource application) {
    return application.spec().as(Application.Spec.class).policies();
  }

  int priority() {
    return priority(application);
  }

  /** As people read it. */
  String says() {
    return application.ref().name() + " (priority " + priority() + ")";
  }

  /** Its reservations that are decided anew. */
  List<Resource> held() {
    return workloads.stream().flatMap(w -> w.held().stream()).toList();
  }
}
