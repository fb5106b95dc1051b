package org.hansa.platform.multicloud;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Why;

/** Collects why places were chosen and refused; a site's refusal is said once for all its hosts. */
final class Whys {

  private final Set<Why> all = new LinkedHashSet<>();

  /** By replica and host: all that refused it there. */
  private final Map<String, Map<Ref, List<Lack>>> refusals = new LinkedHashMap<>();

  List<Why> all() {
    return List.copyOf(all);
  }

  void chosen(Placement.Assignment a, String why) {
    String wanted = a.moved() ? "a place that fits, at least cost" : "to stay where it is";
    all.add(new Why(a.need().workload().ref(), a.offer().ref(), Why.CHOSEN, why, wanted, ""));
  }

  /** All that refuses the need there. */
  List<Lack> refused(Need need, Constraint.Trial trial, List<Constraint> constraints) {
    List<Lack> found = new ArrayList<>();
    for (Constraint constraint : constraints) {
      constraint
          .refuses(trial)
          .ifPresent(r -> found.add(new Lack(need, trial.offer(), constraint, r)));
    }
    found.forEach(lack -> all.add(lack.why()));
    refusals
        .computeIfAbsent(need.name(), n -> new LinkedHashMap<>())
        .put(trial.offer().ref(), found);
    return found;
  }

  /** The host that fails by the least, and by what. */
  String obstacle(Need need) {
    Map<Ref, List<Lack>> hosts = refusals.getOrDefault(need.name(), Map.of());
    Optional<Map.Entry<Ref, List<Lack>>> nearest =
        hosts.entrySet().stream()
            .min(
                Comparator.comparing((Map.Entry<Ref, List<Lack>> e) -> e.getValue().size())
                    .thenComparing(Map.Entry::getKey));
    if (nearest.isEmpty()) {
      return need.name() + " has no place: no host is known. Create a Site and an Endpoint in it.";
    }
    List<String> said = new ArrayList<>();
    for (Lack lack : nearest.get().getValue()) {
      said.add(lack.says());
    }
    String nearly = hosts.size() == 1 ? "the only host, " : "the nearest of " + hosts.size() + ", ";
    return need.name()
        + " has no place; "
        + nearly
        + nearest.get().getKey()
        + ", fails by "
        + String.join(" And by ", said);
  }
}
