package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hansa.platform.multicloud.Mates.Mate;

/**
 * The share of the time that each component has a replica at a site that is up. Sites are taken to
 * fail independently of each other, and hosts only with their site.
 */
final class Availability {

  /** Sites that are looked at both up and down, one after the other; far more than people use. */
  private static final int LOOKS = 10_000;

  /** A second in 30 years. */
  private static final int SCALE = 9;

  private final Map<String, Double> up;
  private int left = LOOKS;

  private Availability(Map<String, Double> up) {
    this.up = up;
  }

  /**
   * @param components the replicas of each; those without any are not asked for
   * @return empty if a site does not say how much it is up
   */
  static Optional<BigDecimal> of(Collection<? extends Collection<Mate>> components) {
    Map<String, Double> up = new TreeMap<>();
    Set<Set<String>> needs = new HashSet<>();
    for (Collection<Mate> replicas : components) {
      Set<String> sites = new TreeSet<>();
      for (Mate mate : replicas) {
        Optional<BigDecimal> said = mate.offer().place().availability();
        if (said.isEmpty()) {
          return Optional.empty();
        }
        String site = Sameness.SITE.key(mate.offer());
        sites.add(site);
        up.put(site, said.get().doubleValue());
      }
      if (!sites.isEmpty()) {
        needs.add(sites);
      }
    }
    BigDecimal exact = BigDecimal.valueOf(new Availability(up).all(needs));
    BigDecimal share = exact.setScale(SCALE, RoundingMode.HALF_UP).stripTrailingZeros();
    return Optional.of(share.scale() < 0 ? share.setScale(0, RoundingMode.UNNECESSARY) : share);
  }

  /** Probability that one of each set is up. */
  private double all(Set<Set<String>> sets) {
    List<Set<String>> needs = least(sets);
    if (needs.isEmpty()) {
      return 1;
    }
    if (left <= 0) {
      return apart(needs);
    }
    left--;
    String site = needs.get(0).iterator().next();
    Set<Set<String>> ifUp = new HashSet<>();
    Set<Set<String>> ifDown = new HashSet<>();
    boolean hopeless = false;
    for (Set<String> need : needs) {
      if (need.contains(site)) {
        Set<String> rest = new TreeSet<>(need);
        rest.remove(site);
        hopeless |= rest.isEmpty();
        ifDown.add(rest);
      } else {
        ifUp.add(need);
        ifDown.add(need);
      }
    }
    double share = up.get(site);
    return share * all(ifUp) + (hopeless ? 0 : (1 - share) * all(ifDown));
  }

  /** Without those that are met whenever another is; the smallest first, then by name. */
  private static List<Set<String>> least(Set<Set<String>> sets) {
    List<Set<String>> sorted = new ArrayList<>(sets);
    sorted.sort(
        Comparator.comparing((Set<String> s) -> s.size()).thenComparing(s -> String.join(" ", s)));
    List<Set<String>> least = new ArrayList<>();
    for (Set<String> set : sorted) {
      if (least.stream().noneMatch(set::containsAll)) {
        least.add(set);
      }
    }
    return least;
  }

  /** As if no two needed the same site: never more than it is, for what is up helps all. */
  private double apart(List<Set<String>> needs) {
    double all = 1;
    for (Set<String> need : needs) {
      double down = 1;
      for (String site : need) {
        down *= 1 - up.get(site);
      }
      all *= 1 - down;
    }
    return all;
  }
}
