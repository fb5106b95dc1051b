package org.hansa.itests.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.itests.simulation.Invariants.Rule;
import org.hansa.orchestration.api.Application;

/** What must be when nothing has gone wrong for a while, and when all has been deleted. */
final class Ending {

  private final Invariants invariants;
  private final Outside outside;

  Ending(Invariants invariants, Outside outside) {
    this.invariants = invariants;
    this.outside = outside;
  }

  /** All that people want runs, and nothing else. */
  void rested(Snapshot now) {
    List<Resource> apps = now.list(Application.KIND).toList();
    apps.forEach(this::converged);
    gone(now);
    apps.stream()
        .flatMap(app -> new Wanted(app).differs(now, outside).stream())
        .forEach(how -> invariants.broken(Rule.WHAT_RUNS_IS_WHAT_IS_WANTED, how));
    invariants.metered();
  }

  private void converged(Resource app) {
    Optional<Condition> ready = app.condition(Condition.READY);
    if (ready.filter(c -> c.state() == Condition.State.TRUE).isEmpty()) {
      invariants.broken(
          Rule.IT_CONVERGES, app.ref() + (app.isDeleting() ? " is being deleted" : " is " + ready));
    }
  }

  /** What runs is somebody's, who knows it there. */
  private void gone(Snapshot now) {
    Map<String, Resource> all =
        now.kinds().stream()
            .flatMap(now::list)
            .collect(Collectors.toMap(Resource::uid, Function.identity()));
    outside.ours().stream()
        .filter(k -> !all.containsKey(k.uid()) || !isKnown(all.get(k.uid()), k))
        .forEach(k -> invariants.broken(Rule.NOTHING_IS_GONE_THAT_STILL_RUNS, k.toString()));
  }

  private static boolean isKnown(Resource resource, Outside.Key at) {
    return resource.observed().values().stream()
        .filter(o -> o.present() && o.facet().equals(at.facet()))
        .anyMatch(o -> o.endpoint().filter(e -> e.name().equals(at.endpoint())).isPresent());
  }

  /** Neither here nor outside is anything left; what is another's is. */
  void emptied(Snapshot now) {
    gone(now);
    outside.ours().forEach(k -> invariants.broken(Rule.NOTHING_IS_LEFT, "outside: " + k));
    List.of("Application", "Workload", "Connection", "Instance", "Alarm", Reservation.KIND)
        .forEach(
            kind ->
                now.list(kind)
                    .forEach(r -> invariants.broken(Rule.NOTHING_IS_LEFT, r.ref().toString())));
    if (outside.keys().isEmpty()) {
      invariants.broken(Rule.ANOTHERS_ARE_LEFT_ALONE, "nothing of another stands any more");
    }
  }
}
