package org.hansa.platform.multicloud;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Where the replicas of an application are already, by component, while a placement is tried. */
final class Mates {

  /** A replica and its place. */
  record Mate(Need need, Offer offer) {}

  private final Map<String, Map<String, Mate>> components = new TreeMap<>();

  void add(Need need, Offer offer) {
    components
        .computeIfAbsent(need.component().name(), c -> new LinkedHashMap<>())
        .put(need.name(), new Mate(need, offer));
  }

  /** All of a component but the one that asks. */
  Stream<Mate> of(String component, Need asking) {
    return components.getOrDefault(component, Map.of()).values().stream()
        .filter(mate -> !mate.need().name().equals(asking.name()));
  }

  /** All but the one that asks. */
  Stream<Mate> others(Need asking) {
    return components.values().stream()
        .flatMap(c -> c.values().stream())
        .filter(mate -> !mate.need().name().equals(asking.name()));
  }

  /** Others of the same component at the same place. */
  int count(Need need, Offer offer, BiPredicate<Offer, Offer> same) {
    return (int)
        of(need.component().name(), need).filter(mate -> same.test(mate.offer(), offer)).count();
  }
}
