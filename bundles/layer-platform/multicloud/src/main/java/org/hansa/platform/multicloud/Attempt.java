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
import java.util.function.BiPredicate;
import org.hansa.core.api.Ref;
import org.hansa.platform.api.Objective.Moves;
import org.hansa.platform.multicloud.Constraint.Trial;
import org.hansa.platform.multicloud.Placement.Assignment;
import org.hansa.platform.multicloud.Placement.Decision;

/** One try to place all: who stands and may stay keeps its place, then the others choose. */
final class Attempt {

  private final List<Constraint> constraints;
  private final List<Constraint> evicting;
  private final Demand demand;
  private final Comparator<Trial> order;
  private final Optional<Leaving> leaving;
  private final BiPredicate<Need, Offer> where;
  private final Mates mates;
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
      Comparator<Trial> order,
      Optional<Leaving> leaving,
      BiPredicate<Need, Offer> where) {
    this.constraints = constraints;
    this.evicting = constraints.stream().filter(Constraint::evicts).toList();
    this.demand = demand;
    this.mates = new Mates(demand.calls());
    this.order = order;
    this.leaving = leaving;
    this.where = leaving.map(l -> where.and(l::lets)).orElse(where);
    Map<Ref, Optional<Share>> shares = new HashMap<>();
    for (Offer offer : offers) {
      Optional<Share> share =
          shares.computeIfAbsent(offer.site().ref(), s -> offer.share().map(Share::fresh));
      rooms.put(offer.ref(), new Room(offer, share));
    }
  }

  Decision run(List<Need> needs) {
    List<Need> movers = new ArrayList<>();
    for (Need need : standingFirst(needs)) {
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
    for (Need need : needs) {
      if (explained.add(need.workload().ref())) {
        stays(need, assigned.get(need.name()));
      }
    }
    List<Assignment> all =
        demand.needs().stream()
            .map(n -> assigned.get(n.name()))
            .map(a -> demand.calls().isTraffic() ? settled(a) : a)
            .toList();
    return new Decision(all, whys.all(), Optional.empty(), List.of());
  }

  /** Whether {@link #run} would place all; sooner known, for nothing is explained. */
  boolean fits(List<Need> needs) {
    List<Need> movers = standingFirst(needs).stream().filter(need -> !keep(need)).toList();
    for (Need need : movers) {
      Optional<Trial> best =
          rooms.values().stream()
              .filter(room -> where.test(need, room.offer()))
              .map(room -> trial(need, room))
              .filter(t -> constraints.stream().noneMatch(c -> c.refuses(t).isPresent()))
              .min(order);
      if (best.isEmpty()) {
        return false;
      }
      assign(best.get(), Map.of(), "", true);
    }
    return true;
  }

  /** Those that keep their places whatever becomes of the others, with their hosts. */
  Map<String, Ref> standing(List<Need> needs) {
    Map<String, Ref> standing = new HashMap<>();
    for (Need need : standingFirst(needs)) {
      if (keep(need)) {
        standing.put(need.name(), assigned.get(need.name()).offer().ref());
      }
    }
    return standing;
  }

  /** True if all may stay where they are. */
  boolean keepsAll() {
    return standing(demand.needs()).size() == demand.needs().size();
  }

  /** Of a share, first those count that want no more than they hold. */
  private List<Need> standingFirst(List<Need> needs) {
    boolean shared = rooms.values().stream().anyMatch(room -> room.share().isPresent());
    return shared ? needs.stream().sorted(Comparator.comparing(Attempt::grows)).toList() : needs;
  }

  private static boolean grows(Need need) {
    return need.standing().filter(s -> need.holds(s.host())).isEmpty();
  }

  private boolean keep(Need need) {
    Optional<Room> room = need.standing().map(s -> rooms.get(s.host()));
    if (room.isEmpty() || isLeaving(need) || !where.test(need, room.get().offer())) {
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
    Optional<Trial> found = fitting.stream().filter(t -> where.test(need, t.offer())).min(order);
    if (found.isEmpty()) {
      trials.forEach(t -> lacks.addAll(whys.refused(need, t, constraints)));
      return Optional.of(whys.obstacle(need));
    }
    Trial best = found.get();
    String moves = leaving.filter(l -> l.is(need)).map(Leaving::says).orElse("");
    String why = moves + Comparison.chosen(best, fitting, demand.preference());
    boolean first = explained.add(need.workload().ref());
    if (first) {
      trials.forEach(t -> whys.refused(need, t, constraints));
    }
    // One that comes back to where it is keeps what it has there.
    Assignment assignment = assign(best, need.kept(best.offer().ref()), why, true);
    if (first) {
      whys.chosen(assignment, why);
    }
    return Optional.empty();
  }

  private void stays(Need need, Assignment kept) {
    List<Trial> free = new ArrayList<>();
    for (Trial trial : others(need, kept)) {
      if (whys.refused(need, trial, constraints).isEmpty()) {
        free.add(trial);
      }
    }
    String now = Comparison.now(here(need, kept), free, demand.preference());
    whys.chosen(kept, kept.why() + "; " + now);
  }

  /** After a run that placed all: the one move of what was kept that saves most and repays. */
  Optional<Gain> gain(Moves moves) {
    return assigned.values().stream()
        .filter(a -> !a.moved())
        .flatMap(
            a -> {
              List<Trial> free =
                  others(a.need(), a).stream()
                      .filter(t -> constraints.stream().allMatch(c -> c.refuses(t).isEmpty()))
                      .toList();
              return Gain.of(here(a.need(), a), free, demand.preference(), moves).stream();
            })
        .min(Gain.MOST);
  }

  /** Now that all are placed: each pays where it is for what it sends. */
  private Assignment settled(Assignment a) {
    Price alone = Price.of(a.need(), a.offer().place());
    Price price = alone.sending(mates.flows(a.need()), a.offer(), demand.calls());
    return new Assignment(a.need(), a.offer(), a.ports(), price, a.why(), a.moved());
  }

  private Trial here(Need need, Assignment at) {
    return trial(need, rooms.get(at.offer().ref()), others(at));
  }

  private Bill others(Assignment at) {
    return bill.without(at.need(), price(at.need(), at.offer()));
  }

  /** All other places, as if it left its own. */
  private List<Trial> others(Need need, Assignment at) {
    Bill others = others(at);
    return rooms.values().stream()
        .filter(room -> !room.offer().ref().equals(at.offer().ref()))
        .map(room -> trial(need, room, others))
        .toList();
  }

  private boolean isLeaving(Need need) {
    return leaving.filter(l -> l.is(need)).isPresent();
  }

  private Assignment assign(Trial t, Map<String, Integer> kept, String why, boolean moved) {
    bill.add(t.need(), t.price());
    mates.add(t.need(), t.offer());
    Map<String, Integer> ports = t.room().take(t.need(), kept);
    Assignment assignment = new Assignment(t.need(), t.offer(), ports, t.price(), why, moved);
    assigned.put(t.need().name(), assignment);
    return assignment;
  }

  private Trial trial(Need need, Room room) {
    return trial(need, room, bill);
  }

  private Trial trial(Need need, Room room, Bill paid) {
    return new Trial(need, room, price(need, room.offer()), paid, demand, mates);
  }

  private Price price(Need need, Offer here) {
    return Price.of(need, here.place()).with(mates.flows(need), here, demand.calls());
  }
}
