package org.hansa.platform.place.sites;

/** What a rival has to know of an instance, and may only be known in this package. */
public final class BenchCosts {

  private final Links links;
  private final Zones zones;
  private final int[] zoneOf;
  private final Workloads workloads;
  private final Costs costs;

  public BenchCosts(Instance instance) {
    links = instance.links();
    zones = instance.zones();
    zoneOf = instance.sites().zones();
    workloads = instance.workloads();
    costs = new Costs(instance);
  }

  public boolean mayBe(int workload, int site) {
    return workloads.mayBe(workload, site);
  }

  /** In billionths, without links and opening. */
  public long of(int workload, int site) {
    return costs.of(workload, site);
  }

  /** Those with whom a workload speaks. */
  public int[] others(int workload) {
    int begin = links.begins()[workload];
    int[] others = new int[links.begins()[workload + 1] - begin];
    System.arraycopy(links.others(), begin, others, 0, others.length);
    return others;
  }

  /** Of the link to one of these, in thousandths. */
  public long traffic(int workload, int number) {
    return links.traffic()[links.begins()[workload] + number];
  }

  /** Of a thousandth of traffic between two sites, in billionths. */
  public long transport(int site, int other) {
    return site == other ? 0 : zones.transport(zoneOf[site], zoneOf[other]);
  }
}
