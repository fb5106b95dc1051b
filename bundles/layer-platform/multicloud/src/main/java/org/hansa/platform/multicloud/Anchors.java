package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.hansa.platform.api.Requirements.Other;

/**
 * Where components that must be together might be: whoever is placed first decides it for all, and
 * may choose what another cannot follow to. So each place that all of them fit, each alone, is
 * tried for all, the cheapest first.
 */
final class Anchors {

  /** Tries besides the first; each places all. */
  private static final int MOST = 12;

  /** Components that must be at the same, and where that may be. */
  private record Group(Sameness by, Set<String> components, List<String> keys) {}

  private final List<Constraint> constraints;
  private final Demand demand;
  private final List<Offer> offers;

  Anchors(List<Constraint> constraints, Demand demand, List<Offer> offers) {
    this.constraints = constraints;
    this.demand = demand;
    this.offers = offers;
  }

  /** Where each need may be, by try; none if nothing must be together. */
  List<BiPredicate<Need, Offer>> tries() {
    List<Group> groups = groups();
    List<BiPredicate<Need, Offer>> tries = new ArrayList<>();
    if (groups.isEmpty() || groups.stream().anyMatch(g -> g.keys().isEmpty())) {
      return tries;
    }
    tries.add(at(groups, new int[groups.size()]));
    for (int group = 0; group < groups.size(); group++) {
      for (int key = 1; key < groups.get(group).keys().size() && tries.size() < MOST; key++) {
        int[] chosen = new int[groups.size()];
        chosen[group] = key;
        tries.add(at(groups, chosen));
      }
    }
    return tries;
  }

  private static BiPredicate<Need, Offer> at(List<Group> groups, int[] chosen) {
    return (need, offer) -> {
      for (int i = 0; i < chosen.length; i++) {
        Group group = groups.get(i);
        if (group.components().contains(need.component().name())
            && !group.by().key(offer).equals(group.keys().get(chosen[i]))) {
          return false;
        }
      }
      return true;
    };
  }

  /** Who is linked by others is with them too. */
  private List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (Sameness by : Sameness.values()) {
      List<Set<String>> linked = new ArrayList<>();
      for (Need need : demand.needs()) {
        for (Other other : need.requires().together()) {
          if (Sameness.of(other.by()) == by && !need.waived().contains(GroupConstraints.TOGETHER)) {
            link(linked, need.component().name(), other.component());
          }
        }
      }
      linked.forEach(components -> groups.add(new Group(by, components, keys(by, components))));
    }
    return groups;
  }

  private static void link(List<Set<String>> linked, String one, String other) {
    Set<String> merged = new TreeSet<>(Set.of(one));
    merged.add(other);
    linked.removeIf(
        set -> {
          boolean touches = set.contains(one) || set.contains(other);
          if (touches) {
            merged.addAll(set);
          }
          return touches;
        });
    linked.add(merged);
  }

  /** Those that each component fits alone, the least cost of all of them first. */
  private List<String> keys(Sameness by, Set<String> components) {
    Map<String, List<Offer>> places = new TreeMap<>();
    offers.forEach(o -> places.computeIfAbsent(by.key(o), k -> new ArrayList<>()).add(o));
    Map<String, Need> needs = new TreeMap<>();
    for (Need need : demand.needs()) {
      if (components.contains(need.component().name())) {
        needs.putIfAbsent(need.component().name(), need);
      }
    }
    Map<String, BigDecimal> costs = new HashMap<>();
    places.forEach(
        (key, there) -> {
          Optional<BigDecimal> sum = Optional.of(BigDecimal.ZERO);
          for (Need need : needs.values()) {
            Optional<BigDecimal> least = least(need, there);
            sum = sum.flatMap(s -> least.map(s::add));
          }
          sum.ifPresent(s -> costs.put(key, s));
        });
    return costs.keySet().stream()
        .sorted(Comparator.comparing((String key) -> costs.get(key)).thenComparing(key -> key))
        .toList();
  }

  /** What is not known counts as nothing: it is tried, and the placement decides. */
  private Optional<BigDecimal> least(Need need, List<Offer> there) {
    return there.stream()
        .map(offer -> Asks.trial(need, offer, demand))
        .filter(t -> constraints.stream().allMatch(c -> c.refuses(t).isEmpty()))
        .min(demand.preference())
        .map(t -> t.price().money().orElse(BigDecimal.ZERO));
  }
}
