package org.hansa.platform.multicloud;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hansa.core.api.Ref;

/** Which replicas of a component are at which site, while a placement is tried. */
final class Mates {

  private final Map<Ref, Map<Ref, Set<String>>> names = new HashMap<>();

  void add(Need need, Offer offer) {
    names
        .computeIfAbsent(need.workload().ref(), w -> new HashMap<>())
        .computeIfAbsent(offer.site().ref(), s -> new HashSet<>())
        .add(need.name());
  }

  /** Others of the same component. */
  int count(Need need, Offer offer) {
    Set<String> there =
        names
            .getOrDefault(need.workload().ref(), Map.of())
            .getOrDefault(offer.site().ref(), Set.of());
    return there.size() - (there.contains(need.name()) ? 1 : 0);
  }
}
