package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hansa.core.api.Ref;
import org.hansa.orchestration.api.Application.Chain;
import org.hansa.platform.api.Component;

/**
 * What an application asks of what lies between its components, and what does lie between sites, as
 * one state has it: that is found out once for each two.
 */
final class Calls {

  private final Map<String, List<Call>> calls = new HashMap<>();
  private final Map<String, List<Chain>> chains = new HashMap<>();
  private final List<Call> all;
  private final List<Chain> allChains;
  private final Map<Ref, Map<Ref, Between>> known;
  private final Set<List<String>> pairs = new HashSet<>();
  private final boolean traffic;

  /**
   * @param needs all of the application
   */
  static Calls of(List<Need> needs, List<Chain> chains) {
    Map<String, Component> components = new LinkedHashMap<>();
    needs.forEach(n -> components.putIfAbsent(n.component().name(), n.component()));
    List<Call> all = new ArrayList<>();
    for (Component from : components.values()) {
      from.links().stream()
          .map(Component.Link::to)
          .distinct()
          .filter(components::containsKey)
          .forEach(to -> Call.of(from, components.get(to)).ifPresent(all::add));
    }
    return new Calls(all, chains, new HashMap<>());
  }

  private Calls(List<Call> all, List<Chain> chains, Map<Ref, Map<Ref, Between>> known) {
    this.all = List.copyOf(all);
    this.allChains = List.copyOf(chains);
    this.known = known;
    this.traffic = all.stream().anyMatch(Call::isTraffic);
    for (Call call : all) {
      Stream.of(call.from(), call.to())
          .distinct()
          .forEach(end -> calls.computeIfAbsent(end, c -> new ArrayList<>()).add(call));
    }
    for (Chain chain : chains) {
      List<String> through = chain.through();
      through.stream()
          .distinct()
          .forEach(c -> this.chains.computeIfAbsent(c, k -> new ArrayList<>()).add(chain));
      for (int i = 1; i < through.size(); i++) {
        pairs.add(pair(through.get(i - 1), through.get(i)));
      }
    }
  }

  private static List<String> pair(String one, String other) {
    return one.compareTo(other) < 0 ? List.of(one, other) : List.of(other, one);
  }

  /** The same, if the chains were allowed so much, or what a component asks of its links. */
  Calls allowing(Optional<String> from, BigDecimal millis) {
    return new Calls(
        all.stream()
            .map(c -> from.filter(c.from()::equals).isPresent() ? c.allowing(millis) : c)
            .toList(),
        from.isPresent()
            ? allChains
            : allChains.stream().map(c -> new Chain(c.through(), millis)).toList(),
        known);
  }

  /** What a component bounds of its links, or what chains are bound by. */
  List<BigDecimal> bounds(Optional<String> from) {
    return from.isPresent()
        ? all.stream()
            .filter(c -> c.from().equals(from.get()))
            .flatMap(c -> c.maxMillis().stream())
            .toList()
        : allChains.stream().map(Chain::maxMillis).toList();
  }

  /** True if something goes between two of them, as far as is said. */
  boolean isTraffic() {
    return traffic;
  }

  /** Those of which a bound of links or chains leads from some, also by way of others. */
  Set<String> boundTo(Set<String> some) {
    Set<String> reached = new TreeSet<>(some);
    int before = 0;
    while (before != reached.size()) {
      before = reached.size();
      all.stream()
          .filter(c -> c.maxMillis().isPresent())
          .map(c -> List.of(c.from(), c.to()))
          .filter(ends -> ends.stream().anyMatch(reached::contains))
          .toList()
          .forEach(reached::addAll);
      allChains.stream()
          .map(Chain::through)
          .filter(through -> through.stream().anyMatch(reached::contains))
          .toList()
          .forEach(reached::addAll);
    }
    return reached;
  }

  /** Whether a chain goes from one to the other without another between. */
  boolean isChained(String one, String other) {
    return pairs.contains(pair(one, other));
  }

  /** True if something is asked of what lies between two of them. */
  boolean isAny() {
    return !all.isEmpty() || !allChains.isEmpty();
  }

  List<Call> all() {
    return all;
  }

  /** Those of which a component is one end. */
  List<Call> of(Need need) {
    return calls.getOrDefault(need.component().name(), List.of());
  }

  List<Chain> chains() {
    return allChains;
  }

  /** Those that come through its component. */
  List<Chain> chains(Need need) {
    return chains.getOrDefault(need.component().name(), List.of());
  }

  Between between(Offer from, Offer to) {
    return known
        .computeIfAbsent(from.site().ref(), r -> new HashMap<>())
        .computeIfAbsent(to.site().ref(), r -> Between.of(from, to));
  }
}
