package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.control.Step;
import org.hansa.platform.api.Ports;
import org.hansa.platform.api.Workload;
import org.hansa.platform.multicloud.Placement.Assignment;

/** Writes a decision down: reservations, slots, and what the decision relied on. */
final class Outcome {

  private record Slots(List<Workload.Slot> slots) {}

  private Outcome() {}

  /** Reservations that are new or differ, and the slots of a workload. */
  static void write(Step.Builder step, Standings workload, List<Assignment> assignments) {
    for (Assignment a : assignments) {
      Ref ref = new Ref(Reservation.KIND, workload.workload().ref().tenant(), a.need().name());
      Optional<Resource> held =
          workload.held().stream().filter(r -> r.ref().equals(ref)).findFirst();
      Doc standing = held.map(Resource::spec).orElse(Doc.EMPTY);
      Doc wanted = Doc.of(reservation(a), standing);
      Map<String, String> labels = workload.workload().labels();
      if (held.filter(r -> r.spec().equals(wanted) && r.labels().equals(labels)).isEmpty()) {
        step.change(Change.Put.of(Draft.owned(workload.workload(), ref, wanted)));
      }
    }
    slots(step, workload.workload(), assignments.stream().map(Outcome::slot).toList());
  }

  /** Slots of which the reservations are to go are taken out of the list. */
  static void shorten(Step.Builder step, Standings workload) {
    List<String> kept = workload.held().stream().map(r -> r.ref().name()).toList();
    List<Workload.Slot> slots =
        workload.workload().status().as(Workload.Status.class).slots().stream()
            .filter(slot -> kept.contains(slot.name()))
            .toList();
    slots(step, workload.workload(), slots);
  }

  /** Lists are replaced whole by a merge patch; what others wrote beside them stays. */
  private static void slots(Step.Builder step, Resource workload, List<Workload.Slot> slots) {
    if (workload.status().as(Workload.Status.class).slots().equals(slots)) {
      return;
    }
    var patch = Doc.of(new Slots(slots)).tree();
    if (slots.isEmpty()) {
      patch.putNull("slots");
    }
    Doc next = workload.status().patch(patch);
    if (!next.equals(workload.status())) {
      step.change(new Change.Status(workload.ref(), next, List.of()));
    }
  }

  private static Reservation.Spec reservation(Assignment a) {
    return new Reservation.Spec(
        a.offer().ref().toString(),
        a.need().amounts(),
        a.need().ports().stream().map(name -> Ports.key(a.ports().get(name))).toList(),
        a.price().cost());
  }

  private static Workload.Slot slot(Assignment a) {
    return new Workload.Slot(
        a.need().name(),
        a.offer().ref().toString(),
        a.offer().site().ref().name(),
        a.ports(),
        a.why());
  }

  /** For what is newly taken: that it is free, and that site and price are as they were. */
  static void rely(Step.Builder step, List<Assignment> assignments, List<Resource> held) {
    Map<Ref, Map<String, BigDecimal>> more = new TreeMap<>();
    for (Assignment a : assignments) {
      Map<String, BigDecimal> sums = more.computeIfAbsent(a.offer().ref(), r -> new HashMap<>());
      a.need().amounts().forEach((unit, n) -> sums.merge(unit, n, BigDecimal::add));
    }
    for (Resource former : held) {
      Reservation.Spec spec = former.spec().as(Reservation.Spec.class);
      Map<String, BigDecimal> sums = more.getOrDefault(Ref.parse(spec.pool()), new HashMap<>());
      spec.amounts().forEach((unit, n) -> sums.merge(unit, n.negate(), BigDecimal::add));
    }
    more.forEach(
        (host, sums) ->
            new TreeMap<>(sums)
                .forEach(
                    (unit, n) -> {
                      if (n.signum() > 0) {
                        step.relied(Relied.free(host, unit, n));
                      }
                    }));
    assignments.stream()
        .filter(Assignment::moved)
        .map(Assignment::offer)
        .distinct()
        .forEach(offer -> place(step, offer));
  }

  private static void place(Step.Builder step, Offer offer) {
    Ref site = offer.site().ref();
    step.relied(Relied.is(site, "/spec/cordoned", ""));
    offer
        .place()
        .availability()
        .ifPresent(n -> step.relied(Relied.atLeast(site, "/spec/availability", n)));
    offer
        .place()
        .price()
        .ifPresent(
            price -> {
              step.relied(Relied.is(site, "/spec/price/currency", price.currency()));
              step.relied(Relied.atMost(site, "/spec/price/cpuHour", price.cpuHour()));
              step.relied(Relied.atMost(site, "/spec/price/memoryGibHour", price.memoryGibHour()));
              price
                  .egressGib()
                  .ifPresent(n -> step.relied(Relied.atMost(site, "/spec/price/egressGib", n)));
            });
  }
}
