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
import org.hansa.core.api.Ref;

/**
 * Where the replicas of an application are already, by component, while a placement is tried, and
 * what they send each other.
 */
final class Mates {

  /** A replica and its place. */
  record Mate(Need need, Offer offer) {}

  private final Calls calls;
  private final Map<String, Map<String, Mate>> components = new TreeMap<>();

  /** The same, by site. */
  private final Map<String, Map<Ref, Map<String, Mate>>> sites = new HashMap<>();

  /** Those that ask to be apart from others or together with them: mostly none. */
  private final Map<String, Mate> asking = new LinkedHashMap<>();

  /** What was asked since the last came. */
  private final Map<List<String>, Optional<BigDecimal>> available = new HashMap<>();

  /** GiB an hour, by the site from which and that to which it goes. */
  private final Map<Ref, Map<Ref, BigDecimal>> sent = new HashMap<>();

  /** Of each, as long as no other comes. */
  private final Map<String, Flows> flows = new HashMap<>();

  Mates(Calls calls) {
    this.calls = calls;
  }

  void add(Need need, Offer offer) {
    send(need, offer);
    available.clear();
    Mate mate = new Mate(need, offer);
    Mate former =
        components
            .computeIfAbsent(need.component().name(), c -> new LinkedHashMap<>())
            .put(need.name(), mate);
    Map<Ref, Map<String, Mate>> own =
        sites.computeIfAbsent(need.component().name(), c -> new LinkedHashMap<>());
    if (former != null) {
      own.get(former.offer().site().ref()).remove(need.name());
    }
    own.computeIfAbsent(offer.site().ref(), s -> new LinkedHashMap<>()).put(need.name(), mate);
    if (asks(need)) {
      asking.put(need.name(), mate);
    }
  }

  private void send(Need need, Offer offer) {
    if (calls.isTraffic()) {
      Ref here = offer.site().ref();
      flows(need).out().forEach((there, n) -> send(here, there, n));
      flows(need).in().forEach((there, n) -> send(there, here, n));
      flows.clear();
    }
  }

  private void send(Ref from, Ref to, BigDecimal gib) {
    sent.computeIfAbsent(from, r -> new HashMap<>()).merge(to, gib, BigDecimal::add);
  }

  private static boolean asks(Need need) {
    return !need.requires().apart().isEmpty() || !need.requires().together().isEmpty();
  }

  /** What it sends to those that are placed, and gets from them, wherever it is itself. */
  Flows flows(Need need) {
    return calls.isTraffic()
        ? flows.computeIfAbsent(need.name(), n -> Flows.of(need, this, calls))
        : Flows.NONE;
  }

  /** What goes from a site to another, but for what this one sends and gets. */
  BigDecimal sent(Ref from, Ref to, Need without) {
    BigDecimal all = sent.getOrDefault(from, Map.of()).getOrDefault(to, BigDecimal.ZERO);
    Optional<Ref> at = place(without).map(o -> o.site().ref());
    Flows own = flows(without);
    if (at.filter(from::equals).isPresent()) {
      all = all.subtract(own.out().getOrDefault(to, BigDecimal.ZERO));
    }
    if (at.filter(to::equals).isPresent()) {
      all = all.subtract(own.in().getOrDefault(from, BigDecimal.ZERO));
    }
    return all;
  }

  private Optional<Offer> place(Need need) {
    return Optional.ofNullable(
            components.getOrDefault(need.component().name(), Map.of()).get(need.name()))
        .map(Mate::offer);
  }

  /** All of a component but the one that asks. */
  Stream<Mate> of(String component, Need asking) {
    return components.getOrDefault(component, Map.of()).values().stream()
        .filter(mate -> !mate.need().name().equals(asking.name()));
  }

  /** One of a component at each site where it has any, but the one that asks. */
  Stream<Mate> atSites(String component, Need asking) {
    return sites.getOrDefault(component, Map.of()).values().stream()
        .flatMap(
            there ->
                there.values().stream()
                    .filter(mate -> !mate.need().name().equals(asking.name()))
                    .limit(1));
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
