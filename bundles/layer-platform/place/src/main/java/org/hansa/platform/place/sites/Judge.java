package org.hansa.platform.place.sites;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Judges a placement from scratch, without anything that the search keeps. */
public final class Judge {

  private final Instance instance;
  private final int dimensions;

  public Judge(Instance instance) {
    this.instance = instance;
    this.dimensions = instance.dimensions().size();
  }

  /**
   * @param at the site of each workload, or {@link Placement#NOWHERE}
   * @return the first rule that does not hold, in words
   */
  public Optional<String> broken(int[] at) {
    return room(at)
        .or(() -> labels(at))
        .or(() -> latency(at))
        .or(() -> chains(at))
        .or(() -> groups(at));
  }

  /**
   * The same, and whether it costs what is said.
   *
   * @param said in billionths of money for an hour
   */
  public Optional<String> broken(int[] at, long said) {
    return broken(at)
        .or(
            () ->
                cost(at) == said
                    ? Optional.empty()
                    : Optional.of("it costs %d billionths, not %d".formatted(cost(at), said)));
  }

  private Optional<String> room(int[] at) {
    Sites sites = instance.sites();
    long[] used = new long[sites.capacities().length];
    for (int w = 0; w < at.length; w++) {
      for (int d = 0; at[w] != Placement.NOWHERE && d < dimensions; d++) {
        used[at[w] * dimensions + d] += instance.workloads().needs()[w * dimensions + d];
      }
    }
    for (int i = 0; i < used.length; i++) {
      if (used[i] > sites.capacities()[i]) {
        return Optional.of(
            "site %s holds %d thousandths of %s and has %d"
                .formatted(
                    sites.names().get(i / dimensions),
                    used[i],
                    instance.dimensions().get(i % dimensions),
                    sites.capacities()[i]));
      }
    }
    return Optional.empty();
  }

  private Optional<String> labels(int[] at) {
    for (int w = 0; w < at.length; w++) {
      if (at[w] != Placement.NOWHERE && !instance.workloads().mayBe(w, at[w])) {
        return Optional.of(
            "workload %s is on site %s, which has not all that it requires"
                .formatted(name(w), instance.sites().names().get(at[w])));
      }
    }
    return Optional.empty();
  }

  private Optional<String> latency(int[] at) {
    Links links = instance.links();
    for (int w = 0; w < at.length; w++) {
      for (int i = links.begins()[w]; i < links.begins()[w + 1]; i++) {
        int other = links.others()[i];
        if (between(at[w], at[other]) > links.within()[i]) {
          return Optional.of(
              "workloads %s and %s are %d us from each other and may be %d"
                  .formatted(name(w), name(other), between(at[w], at[other]), links.within()[i]));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> chains(int[] at) {
    Chains chains = new Chains(instance);
    for (int w = 0; w < at.length; w++) {
      if (at[w] != Placement.NOWHERE && !chains.allow(w, at[w], at)) {
        return Optional.of("the way through a chain with %s is too long".formatted(name(w)));
      }
    }
    return Optional.empty();
  }

  private int between(int site, int other) {
    return site == other || site == Placement.NOWHERE || other == Placement.NOWHERE
        ? 0
        : instance.zones().latency(zone(site), zone(other));
  }

  private int zone(int site) {
    return instance.sites().zones()[site];
  }

  private Optional<String> groups(int[] at) {
    for (Group group : instance.groups()) {
      Set<Integer> seen = new HashSet<>();
      int placed = 0;
      for (int w : group.workloads()) {
        if (at[w] != Placement.NOWHERE) {
          placed++;
          seen.add(group.isOfZone() ? zone(at[w]) : at[w]);
        }
      }
      int wanted = group.kind() == Group.Kind.APART ? placed : Math.min(1, placed);
      if (seen.size() != wanted) {
        return Optional.of(
            "%d workloads of a group with %s are in %d %s and should be in %d"
                .formatted(
                    placed,
                    name(group.workloads()[0]),
                    seen.size(),
                    group.isOfZone() ? "zones" : "sites",
                    wanted));
      }
    }
    return Optional.empty();
  }

  private String name(int workload) {
    return instance.workloads().names().get(workload);
  }

  /** In billionths of money for an hour. */
  public long cost(int[] at) {
    long cost = 0;
    Costs costs = new Costs(instance);
    Set<Integer> open = new HashSet<>();
    Links links = instance.links();
    for (int w = 0; w < at.length; w++) {
      if (at[w] == Placement.NOWHERE) {
        continue;
      }
      cost += costs.of(w, at[w]);
      cost += open.add(at[w]) ? instance.sites().opening()[at[w]] : 0;
      for (int i = links.begins()[w]; i < links.begins()[w + 1]; i++) {
        int other = links.others()[i];
        if (other > w && at[other] != Placement.NOWHERE && at[other] != at[w]) {
          cost += links.traffic()[i] * instance.zones().transport(zone(at[w]), zone(at[other]));
          cost += links.back()[i] * instance.zones().transport(zone(at[other]), zone(at[w]));
        }
      }
    }
    return cost;
  }
}
