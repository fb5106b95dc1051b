package org.hansa.core.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Relied;

/**
 * What keeps an effect back: a hold; and what a sweep and the resource whose object it is might do
 * at one place at once.
 */
final class Effects {

  private Effects() {}

  /**
   * Whether the call may be made, as things are in the snapshot.
   *
   * @param known what its controller knows of the resource
   */
  static boolean may(Snapshot now, Resource resource, Observation known, Call call) {
    if (!call.verb().hasEffect()) {
      return true;
    }
    boolean free = Holds.open(now, resource).isEmpty();
    boolean owned = call.leftBy().isPresent();
    boolean freed = leaver(now, call).filter(r -> Holds.open(now, r).isEmpty()).isPresent();
    return free
        && (!owned || freed)
        && coming(now, resource, known, call).stream().allMatch(r -> r.broken(now).isEmpty());
  }

  /** That it still is so when the intent commits: another may have written meanwhile. */
  static List<Relied> relied(Snapshot now, Resource resource, Observation known, Call call) {
    List<Relied> all = new ArrayList<>(Holds.none(now, resource));
    leaver(now, call)
        .ifPresent(
            left -> {
              all.addAll(Holds.none(now, left));
              all.add(Relied.unchanged(left));
            });
    all.addAll(coming(now, resource, known, call));
    return all;
  }

  /** The resource that has left behind what the call sweeps, if it is there still. */
  static Optional<Resource> leaver(Snapshot now, Call call) {
    return call.leftBy()
        .flatMap(now::get)
        .filter(r -> call.swept().filter(r.uid()::equals).isPresent());
  }

  /** What comes to an endpoint is not made while what it had left there is being removed. */
  private static List<Relied> coming(
      Snapshot now, Resource resource, Observation known, Call call) {
    boolean comes =
        call.verb() == Call.Verb.APPLY
            && known.endpoint().filter(call.endpoint()::equals).isEmpty()
            && now.get(call.endpoint()).isPresent();
    if (!comes) {
      return List.of();
    }
    Optional<Ref> of = Optional.of(resource.ref());
    return List.of(
        Relied.notSweeping(Call.sweep(call.endpoint(), call.facet(), resource.uid(), of)));
  }
}
