package org.hansa.platform.multicloud;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.platform.api.Component;
import org.hansa.platform.api.Ports;
import org.hansa.platform.api.Workload;

/**
 * What one workload holds now and what it wants. The reservations are the truth: a slot that was
 * lost from the status is found again from them.
 *
 * @param workload whose replicas they are
 * @param needs what is to have a place, in order of number
 * @param held its reservations, of replicas that are still wanted
 * @param surplus its reservations above the wanted number, highest first, and those that may not
 *     stay
 * @param waits the name of a former reservation that must end before its place is given anew
 */
record Standings(
    Resource workload,
    List<Need> needs,
    List<Resource> held,
    List<Resource> surplus,
    Optional<String> waits) {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

  /**
   * @param ends whether a reservation may not stay where it is
   */
  static Standings of(Snapshot snapshot, Resource workload, Predicate<Resource> ends) {
    Component component = workload.spec().as(Workload.Spec.class).component();
    int wanted = component.replicas().orElse(1);
    List<Need> needs = new ArrayList<>();
    List<Resource> held = new ArrayList<>();
    List<Resource> surplus = new ArrayList<>(surplus(snapshot, workload, wanted));
    Optional<String> waits = Optional.empty();
    for (int n = 0; n < wanted; n++) {
      String name = workload.ref().name() + "." + n;
      Optional<Resource> former =
          snapshot.get(new Ref(Reservation.KIND, workload.ref().tenant(), name));
      if (former.filter(r -> r.isDeleting() || !owns(workload, r)).isPresent()) {
        // Only this one waits: the others keep their places.
        waits = waits.or(() -> Optional.of(name));
      } else if (former.filter(ends).isPresent()) {
        waits = waits.or(() -> Optional.of(name));
        surplus.add(former.get());
      } else {
        former.ifPresent(held::add);
        Optional<Need.Standing> at = former.map(r -> standing(workload, component, r));
        needs.add(Need.of(name, workload, component, at));
      }
    }
    return new Standings(workload, needs, held, surplus, waits);
  }

  private static boolean owns(Resource workload, Resource reservation) {
    return reservation.owner().filter(workload.asOwner()::equals).isPresent();
  }

  private static List<Resource> surplus(Snapshot snapshot, Resource workload, int wanted) {
    String prefix = workload.ref().name() + ".";
    return snapshot.owned(workload).stream()
        .filter(r -> r.ref().kind().equals(Reservation.KIND) && !r.isDeleting())
        .filter(r -> number(prefix, r) >= wanted)
        .sorted((a, b) -> Integer.compare(number(prefix, b), number(prefix, a)))
        .toList();
  }

  /** What carries no number of ours is none of our replicas, and goes first. */
  private static int number(String prefix, Resource reservation) {
    String name = reservation.ref().name();
    String number = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
    return NUMBER.matcher(number).matches() ? Integer.parseInt(number) : Integer.MAX_VALUE;
  }

  private static Need.Standing standing(Resource workload, Component component, Resource held) {
    Reservation.Spec spec = held.spec().as(Reservation.Spec.class);
    return workload.status().as(Workload.Status.class).slots().stream()
        .filter(s -> s.name().equals(held.ref().name()) && s.host().equals(spec.pool()))
        .filter(s -> s.ports().values().stream().map(Ports::key).allMatch(spec.keys()::contains))
        .findFirst()
        .map(s -> new Need.Standing(Ref.parse(s.host()), s.ports(), spec.amounts(), s.why()))
        .orElseGet(
            () ->
                new Need.Standing(
                    Ref.parse(spec.pool()), ports(component, spec), spec.amounts(), "stays"));
  }

  /** Keys stand in order of the component's ports. */
  private static Map<String, Integer> ports(Component component, Reservation.Spec spec) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    int most = Math.min(component.ports().size(), spec.keys().size());
    for (int i = 0; i < most; i++) {
      String key = spec.keys().get(i);
      ports.put(
          component.ports().get(i).name(), Integer.valueOf(key.substring(key.indexOf('/') + 1)));
    }
    return ports;
  }
}
