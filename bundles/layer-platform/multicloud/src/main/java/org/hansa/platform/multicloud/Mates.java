package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where the replicas of an application are already, by component, while a placement is tried. */
final class Mates {

  /** A replica and its place. */
  record Mate(Need need, Offer offer) {}

  private final Map<String, Map<String, Mate>> components = new TreeMap<>();

  /** Those that ask to be apart from others or together with them: mostly none. */
  private final Map<String, Mate> asking = new LinkedHashMap<>();

  /** What was asked since the last came. */
  private final Map<List<String>, Optional<BigDecimal>> available = new HashMap<>();

  void add(Need need, Offer offer) {
    available.clear();
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

  /**
   * How much all are up, with the one that asks as if it were at the offer.
   *
   * @param counts which components are looked at, by their replicas; the same for the same question
   */
  Optional<BigDecimal> available(
      String question, Need need, Offer offer, Predicate<List<Mate>> counts) {
    String own = need.component().name();
    boolean stands = components.getOrDefault(own, Map.of()).containsKey(need.name());
    List<String> asked =
        List.of(question, own, stands ? need.name() : "", Sameness.SITE.key(offer));
    return available.computeIfAbsent(
        asked,
        a -> {
          Map<String, List<Mate>> all = new TreeMap<>();
          components.keySet().forEach(c -> all.put(c, new ArrayList<>(of(c, need).toList())));
          all.computeIfAbsent(own, c -> new ArrayList<>()).add(new Mate(need, offer));
          return Availability.of(all.values().stream().filter(counts).toList());
        });
  }

  /** Others of the same component at the same place. */
  int count(Need need, Offer offer, BiPredicate<Offer, Offer> same) {
    return (int)
        of(need.component().name(), need).filter(mate -> same.test(mate.offer(), offer)).count();
  }
}
