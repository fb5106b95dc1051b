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

  /** Those that ask to be apart from others or together with them: mostly none. */
  private final Map<String, Mate> asking = new LinkedHashMap<>();

  void add(Need need, Offer offer) {
    Mate mate = new Mate(need, offer);
    components
        .computeIfAbsent(need.component().name(), c -> new LinkedHashMap<>())
        .put(need.name(), mate);
    if (asks(need)) {
      asking.put(need.name(), mate);
    }
  }

  private static boolean asks(Need need) {
    return !need.requires().apart().isEmpty() || !need.requires().together().isEmpty();
  }

  /** All of a component but the one that asks. */
  Stream<Mate> of(String component, Need asking) {
    return components.getOrDefault(component, Map.of()).values().stream()
        .filter(mate -> !mate.need().name().equals(asking.name()));
  }

  /** All others of which one asks to be apart or together, or the other does. */
  Stream<Mate> bound(Need to) {
    Stream<Mate> some =
        asks(to)
            ? components.values().stream().flatMap(c -> c.values().stream())
            : asking.values().stream();
    return some.filter(mate -> !mate.need().name().equals(to.name()));
  }

  /** Others of the same component at the same place. */
  int count(Need need, Offer offer, BiPredicate<Offer, Offer> same) {
    return (int)
        of(need.component().name(), need).filter(mate -> same.test(mate.offer(), offer)).count();
  }
}
