package org.hansa.platform.multicloud;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Ref;
import org.hansa.platform.multicloud.Constraint.Trial;
import org.hansa.platform.multicloud.Placement.Assignment;
import org.hansa.platform.multicloud.Placement.Decision;

/** One try to place all: who stands and may stay keeps its place, then the others choose. */
final class Attempt {

  private final List<Constraint> constraints;
  private final List<Constraint> evicting;
  private final Demand demand;
  private final Comparator<Trial> preference;
  private final Map<Ref, Room> rooms = new LinkedHashMap<>();
  private final Bill bill = new Bill();
  private final Map<String, Assignment> assigned = new HashMap<>();
  private final Whys whys = new Whys();
  private final List<Lack> lacks = new ArrayList<>();
  private final Set<Ref> explained = new HashSet<>();

  Attempt(
      List<Constraint> constraints,
      Demand demand,
      List<Offer> offers,
      Comparator<Trial> preference) {
    this.constraints = constraints;
    this.evicting = constraints.stream().filter(Constraint::evicts).toList();
    this.demand = demand;
    this.preference = preference;
    Map<Ref, Optional<Share>> shares = new HashMap<>();
    for (Offer offer : offers) {
      Optional<Share> share =
          shares.computeIfAbsent(offer.site().ref(), s -> offer.share().map(Share::fresh));
      rooms.put(offer.ref(), new Room(offer, share));
    }
  }

  Decision run(List<Need> order) {
    List<Need> movers = new ArrayList<>();
    for (Need need : standingFirst(order)) {
      if (!keep(need)) {
        movers.add(need);
      }
    }
    // All that has no place is said at once, so that nobody mends one trouble to meet the next.
    Optional<String> obstacle = Optional.empty();
    for (Need need : movers) {
      Optional<String> found = choose(need);
      obstacle = obstacle.isPresent() ? obstacle : found;
    }
    if (obstacle.isPresent()) {
      return new Decision(List.of(), whys.all(), obstacle, lacks);
    }
    // Only now is it known what is left beside those that stay.
    for (Need need : order) {
      if (explained.add(need.workload().ref())) {
        stays(need, assigned.get(need.name()));
      }
    }
    List<Assignment> all = demand.needs().stream().map(n -> assigned.get(n.name())).toList();
    return new Decision(all, whys.all(), Optional.empty(), List.of());
  }

  /** Of a share, first those count that want no more than they hold. */
  private List<Need> standingFirst(List<Need> order) {
    boolean shared = rooms.values().stream().anyMatch(room -> room.share().isPresent());
    return shared ? order.stream().sorted(Comparator.comparing(Attempt::grows)).toList() : order;
  }

  private static boolean grows(Need need) {
    return need.standing().filter(s -> need.holds(s.host())).isEmpty();
  }

  private boolean keep(Need need) {
    Optional<Room> room = need.standing().map(s -> rooms.get(s.host()));
    if (room.isEmpty()) {
      return false;
    }
    Trial trial = trial(need, room.get());
    if (evicting.stream().anyMatch(c -> c.refuses(trial).isPresent())) {
      return false;
    }
    assign(trial, need.kept(trial.offer().ref()), need.standing().get().why(), false);
    return true;
  }

  private Optional<String> choose(Need need) {
    List<Trial> trials = rooms.values().stream().map(room -> trial(need, room)).toList();
    List<Trial> fitting =
        trials.stream()
            .filter(t -> constraints.stream().noneMatch(c -> c.refuses(t).isPresent()))
            .toList();
    if (fitting.isEmpty()) {
      trials.forEach(t -> lacks.addAll(whys.refused(need, t, constraints)));
      return Optional.of(whys.obstacle(need));
    }
    Trial best = fitting.stream().min(preference).orElseThrow();
    String why = Comparison.chosen(best, fitting, preference);
    boolean first = explained.add(need.workload().ref());
    if (first) {
      trials.forEach(t -> whys.refused(need, t, constraints));
    }
    Assignment assignment = assign(best, Map.of(), why, true);
    if (first) {
      whys.chosen(assignment, why);
    }
    return Optional.empty();
  }

  private void stays(Need need, Assignment kept) {
    Bill others = bill.without(kept.price());
    List<Trial> free = new ArrayList<>();
    for (Room room : rooms.values()) {
      Trial trial = trial(need, room, others);
      if (!room.offer().ref().equals(kept.offer().ref())
          && whys.refused(need, trial, constraints).isEmpty()) {
        free.add(trial);
      }
    }
    Trial here = trial(need, rooms.get(kept.offer().ref()), others);
    whys.chosen(kept, kept.why() + "; " + Comparison.now(here, free, preference));
  }

  private Assignment assign(Trial t, Map<String, Integer> kept, String why, boolean moved) {
    bill.add(t.price());
    Map<String, Integer> ports = t.room().take(t.need(), kept);
    Assignment assignment = new Assignment(t.need(), t.offer(), ports, t.price(), why, moved);
    assigned.put(t.need().name(), assignment);
    return assignment;
  }

  private Trial trial(Need need, Room room) {
    return trial(need, room, bill);
  }

  private Trial trial(Need need, Room room, Bill paid) {
    return new Trial(need, room, Price.of(need, room.offer().place()), paid, demand);
  }
}
