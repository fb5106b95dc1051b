package org.hansa.platform.multicloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Objective;
import org.hansa.platform.api.Optimization;
import org.hansa.platform.api.Optimization.Stays;

/**
 * Whose replicas may be moved together: applications that say moves, that are at rest where they
 * stand well, and whose gain is a sum of money.
 *
 * @param all in order of their names
 * @param stays those that keep their places, and why
 * @param unknown names that no application of the tenant has
 */
record Movers(List<Applicant> all, List<Stays> stays, List<String> unknown) {

  static Movers of(
      Snapshot snapshot,
      Resource optimization,
      Optional<Guest> guest,
      List<Constraint> constraints,
      Offers offers) {
    String tenant = optimization.ref().tenant();
    Set<String> named = Set.copyOf(optimization.spec().as(Optimization.Spec.class).applications());
    List<Applicant> all = new ArrayList<>();
    List<Stays> stays = new ArrayList<>();
    List<String> unknown =
        named.stream()
            .filter(name -> snapshot.get(new Ref(Application.KIND, tenant, name)).isEmpty())
            .sorted()
            .toList();
    List<Resource> applications =
        snapshot
            .list(Application.KIND, tenant)
            .filter(r -> !r.isDeleting() && (named.isEmpty() || named.contains(r.ref().name())))
            .toList();
    for (Resource application : applications) {
      Optional<String> why = why(application, Objectives.of(snapshot, application));
      if (why.isEmpty()) {
        Applicant applicant = Applicant.of(snapshot, application, guest);
        why = unmovable(applicant).or(() -> stands(applicant, constraints, offers));
        if (why.isEmpty()) {
          all.add(applicant);
        }
      }
      why.ifPresent(w -> stays.add(new Stays(application.ref().name(), w)));
    }
    return new Movers(List.copyOf(all), List.copyOf(stays), unknown);
  }

  /** Those that are at rest where they stand, whatever their objectives say of moves. */
  static List<Applicant> atRest(
      Snapshot snapshot,
      Resource optimization,
      Optional<Guest> guest,
      List<Constraint> constraints,
      Offers offers) {
    Set<String> named = Set.copyOf(optimization.spec().as(Optimization.Spec.class).applications());
    return snapshot
        .list(Application.KIND, optimization.ref().tenant())
        .filter(r -> !r.isDeleting() && (named.isEmpty() || named.contains(r.ref().name())))
        .filter(r -> r.is(Condition.READY) && r.holds().isEmpty())
        .map(r -> Applicant.of(snapshot, r, guest))
        .filter(a -> stands(a, constraints, offers).isEmpty())
        .toList();
  }

  /** Those that have something on a host that has too little, and are not among the others. */
  static List<Stays> restless(
      Snapshot snapshot, Resource optimization, Ref host, List<Applicant> atRest) {
    Set<String> others =
        atRest.stream().map(a -> a.application().ref().name()).collect(Collectors.toSet());
    Set<String> named = Set.copyOf(optimization.spec().as(Optimization.Spec.class).applications());
    Optional<Shortage> shortage = Shortage.of(snapshot, host);
    return snapshot
        .list(Reservation.KIND, optimization.ref().tenant())
        .filter(r -> r.spec().as(Reservation.Spec.class).pool().equals(host.toString()))
        .filter(
            r ->
                shortage
                    .filter(s -> s.eases(r.spec().as(Reservation.Spec.class).amounts()))
                    .isPresent())
        .flatMap(r -> Optional.ofNullable(r.labels().get(Resource.APPLICATION)).stream())
        .filter(name -> !others.contains(name) && (named.isEmpty() || named.contains(name)))
        .distinct()
        .map(name -> new Stays(name, "it is not Ready, or held, or changing"))
        .toList();
  }

  /** Why nothing of it may be moved, whatever there is; empty if it may. */
  private static Optional<String> why(Resource application, Objective objective) {
    if (!application.holds().isEmpty()) {
      return Optional.of("it is held: " + application.holds().first());
    }
    if (objective.moves().isEmpty()) {
      return Optional.of("its objective says no moves: say moves there, or in its tenant's");
    }
    Rates rates = Rates.of(objective);
    boolean money = objective.weights().isPresent() || rates.money().signum() > 0;
    if (!rates.whole() || !money) {
      return Optional.of(
          "what its objective counts is not a sum of money: weigh cost and carbon alone, or put"
              + " cost first");
    }
    return application.is(Condition.READY) ? Optional.empty() : Optional.of("it is not Ready");
  }

  private static Optional<String> unmovable(Applicant applicant) {
    if (applicant.demand().calls().isTraffic()) {
      return Optional.of("what its components send each other is not counted here");
    }
    return applicant.demand().needs().stream().anyMatch(Need::isOnce)
        ? Optional.of("it has a component that is to run once, and would begin anew elsewhere")
        : Optional.empty();
  }

  private static Optional<String> stands(
      Applicant applicant, List<Constraint> constraints, Offers offers) {
    List<Need> needs = applicant.demand().needs();
    Set<Ref> hosts =
        needs.stream()
            .flatMap(n -> n.standing().stream())
            .map(Need.Standing::host)
            .collect(Collectors.toSet());
    Demand demand = applicant.demand().staying();
    boolean well =
        applicant.workloads().stream().allMatch(w -> w.waits().isEmpty() && w.surplus().isEmpty())
            && needs.stream().allMatch(n -> n.standing().filter(s -> n.holds(s.host())).isPresent())
            && new Attempt(
                    constraints,
                    demand,
                    offers.among(hosts, applicant.held()),
                    demand.preference(),
                    Optional.empty(),
                    (need, offer) -> true)
                .keepsAll();
    return well ? Optional.empty() : Optional.of("not all of it stands well where it is");
  }
}
