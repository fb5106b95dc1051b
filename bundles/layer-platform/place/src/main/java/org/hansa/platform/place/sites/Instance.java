package org.hansa.platform.place.sites;

import java.util.List;

/**
 * What is to be placed and where it can be.
 *
 * @param gramWeight what a gram of CO2e counts in the objective, in millionths of money
 */
public record Instance(
    List<String> dimensions,
    Zones zones,
    Sites sites,
    Workloads workloads,
    Links links,
    List<Group> groups,
    long gramWeight,
    List<Chain> chains) {

  /** One without chains. */
  public Instance(
      List<String> dimensions,
      Zones zones,
      Sites sites,
      Workloads workloads,
      Links links,
      List<Group> groups,
      long gramWeight) {
    this(dimensions, zones, sites, workloads, links, groups, gramWeight, List.of());
  }
}
