package org.hansa.platform.multicloud;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hansa.platform.api.Requirements;
import org.hansa.platform.api.Requirements.Other;
import org.hansa.platform.place.sites.Group;

/**
 * What is asked of replicas beside one another, as the solver has it: that knows hosts, and one
 * sort of zones. Rules on another sort are left out, and so is a spread of more than one.
 */
final class GroupRules {

  private static final int MOST = 2_000;

  private final List<Need> needs;
  private final Sameness sort;
  private final List<Offer> zones = new ArrayList<>();
  private final int[] zoneOf;
  private final List<Group> groups = new ArrayList<>();

  /** Pairs that are bound: each may ask the same of the other. */
  private final Set<List<Object>> seen = new HashSet<>();

  GroupRules(List<Need> needs, List<Offer> offers, Calls calls) {
    this.needs = needs;
    this.sort = sort(calls.isAny() ? Sameness.SITE : Sameness.HOST);
    Map<String, Integer> numbers = new HashMap<>();
    zoneOf =
        offers.stream()
            .map(o -> sort == Sameness.HOST ? "" : sort.key(o))
            .mapToInt(key -> numbers.computeIfAbsent(key, k -> numbers.size()))
            .toArray();
    for (int i = 0; i < offers.size(); i++) {
      if (zoneOf[i] == zones.size()) {
        zones.add(offers.get(i));
      }
    }
    for (int w = 0; w < needs.size(); w++) {
      Need need = needs.get(w);
      pairs(Group.Kind.APART, w, need.requires().apart());
      pairs(Group.Kind.SAME, w, need.requires().together());
      int[] replicas = all(n -> n.workload().ref().equals(need.workload().ref()));
      if (replicas[0] == w) {
        need.requires()
            .spread()
            .filter(s -> s.most() == 1)
            .ifPresent(s -> add(Group.Kind.APART, Sameness.of(s.by()), replicas));
      }
    }
  }

  private void pairs(Group.Kind kind, int asking, List<Other> others) {
    String own = needs.get(asking).component().name();
    for (Other other : others) {
      Sameness by = Sameness.of(other.by());
      int[] all =
          all(n -> n.component().name().equals(other.component()) && n.isBeside(needs.get(asking)));
      if (other.component().equals(own)) {
        if (all[0] == asking) {
          add(kind, by, all);
        }
        continue;
      }
      for (int with : all) {
        if (seen.add(List.of(kind, by, Math.min(asking, with), Math.max(asking, with)))) {
          add(kind, by, asking, with);
        }
      }
    }
  }

  /**
   * That by which most is asked.
   *
   * @param otherwise if nothing is asked of zones
   */
  private Sameness sort(Sameness otherwise) {
    Map<Sameness, Integer> asked = new EnumMap<>(Sameness.class);
    for (Need need : needs) {
      Requirements requires = need.requires();
      Stream.of(requires.apart(), requires.together())
          .flatMap(List::stream)
          .forEach(o -> asked.merge(Sameness.of(o.by()), 1, Integer::sum));
      requires.spread().ifPresent(s -> asked.merge(Sameness.of(s.by()), 1, Integer::sum));
    }
    asked.remove(Sameness.HOST);
    return asked.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(otherwise);
  }

  private int[] all(Predicate<Need> which) {
    return IntStream.range(0, needs.size()).filter(w -> which.test(needs.get(w))).toArray();
  }

  private void add(Group.Kind kind, Sameness by, int... members) {
    boolean known = by == Sameness.HOST || by == sort;
    if (known && members.length > 1 && groups.size() < MOST) {
      int[] sorted = members.clone();
      Arrays.sort(sorted);
      groups.add(new Group(kind, by != Sameness.HOST, sorted));
    }
  }

  /** A host of each zone. */
  List<Offer> zones() {
    return zones;
  }

  /** True if zones are sites, so that something is known of what lies between them. */
  boolean isBySite() {
    return sort == Sameness.SITE;
  }

  /** By host. */
  int[] zoneOf() {
    return zoneOf;
  }

  List<Group> groups() {
    return groups;
  }
}
