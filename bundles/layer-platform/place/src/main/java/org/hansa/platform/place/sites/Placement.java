package org.hansa.platform.place.sites;

/**
 * Where everything is, what is left of each site, and what it costs. What has no place is nowhere,
 * which costs nothing and counts as much more than any place would, by its priority.
 */
public final class Placement {

  public static final int NOWHERE = -1;

  private static final int STEPS = 3;
  private static final int STEP = 10;

  private final Instance instance;
  private final int dimensions;
  private final long[] needs;
  private final Workloads workloads;
  private final Costs costs;
  private final Rules rules;
  private final Traffic traffic;
  private final Chains chains;
  private final Members members;
  private final int[] at;
  private final long[] left;
  private final long[] opening;
  private final long dearest;
  private final int nowhere;
  private long cost;
  private long absence;

  /** The greatest cost of one dimension, move or site, so many times, is beyond all places. */
  static double absenceFactor(int dimensions) {
    return (2.0 * dimensions + 2) * Math.pow(STEP, STEPS);
  }

  /** With nothing placed. */
  public Placement(Instance instance) {
    this.instance = instance;
    dimensions = instance.dimensions().size();
    workloads = instance.workloads();
    needs = workloads.needs();
    costs = new Costs(instance);
    rules = new Rules(instance);
    traffic = new Traffic(instance);
    chains = new Chains(instance);
    nowhere = instance.sites().count();
    members = new Members(nowhere + 1, workloads.count());
    at = new int[workloads.count()];
    left = instance.sites().capacities().clone();
    opening = instance.sites().opening();
    dearest = dearest();
    for (int w = 0; w < at.length; w++) {
      at[w] = NOWHERE;
      members.add(nowhere, w);
      absence += absence(w);
    }
  }

  /** The dearest of all single costs, in billionths. */
  private long dearest() {
    long most = 0;
    for (int d = 0; d < dimensions; d++) {
      long price = dearest(d);
      for (int w = 0; w < at.length; w++) {
        most = Math.max(most, needs[w * dimensions + d] * price);
      }
    }
    for (long move : workloads.moves()) {
      most = Math.max(most, move);
    }
    for (long open : opening) {
      most = Math.max(most, open);
    }
    return most;
  }

  /** Beyond the cost of any place, and with each step of priority ten times that. */
  private long absence(int workload) {
    long factor = 2L * dimensions + 2;
    for (int i = Math.min(STEPS, workloads.priorities()[workload]); i > 0; i--) {
      factor *= STEP;
    }
    return 1 + (dearest + traffic.most(workload)) * factor;
  }

  private long dearest(int dimension) {
    long most = 0;
    for (int s = 0; s < nowhere; s++) {
      most = Math.max(most, costs.unit(s, dimension));
    }
    return most;
  }

  public Instance instance() {
    return instance;
  }

  Costs costs() {
    return costs;
  }

  Traffic traffic() {
    return traffic;
  }

  /** The site of a workload, or {@link #NOWHERE}. */
  public int at(int workload) {
    return at[workload];
  }

  /** Of all that are placed, in billionths of money for an hour. */
  public long cost() {
    return cost;
  }

  /** How many have no place. */
  public int unplaced() {
    return members.count(nowhere);
  }

  /** Cost, and more for each that has no place, by its priority. */
  public long objective() {
    return cost + absence;
  }

  /** How many are at a site. */
  int count(int site) {
    return members.count(site == NOWHERE ? nowhere : site);
  }

  /** One of those at a site. */
  int member(int site, int number) {
    return members.get(site == NOWHERE ? nowhere : site, number);
  }

  /** What is left of a site, in thousandths. */
  public long left(int site, int dimension) {
    return left[site * dimensions + dimension];
  }

  boolean fits(int workload, int site) {
    int n = workload * dimensions;
    int l = site * dimensions;
    for (int d = 0; d < dimensions; d++) {
      if (needs[n + d] > left[l + d]) {
        return false;
      }
    }
    return true;
  }

  /** Whether a workload has room in the place of another. */
  boolean fits(int in, int out, int site) {
    int i = in * dimensions;
    int o = out * dimensions;
    int l = site * dimensions;
    for (int d = 0; d < dimensions; d++) {
      if (needs[i + d] - needs[o + d] > left[l + d]) {
        return false;
      }
    }
    return true;
  }

  /** Whether it may be there, but for room and cost. */
  boolean allows(int workload, int site) {
    return workloads.mayBe(workload, site)
        && traffic.allows(workload, site, at)
        && chains.allow(workload, site, at)
        && rules.allow(workload, site, at);
  }

  /** A group that it can leave only with all others; null if there is none. */
  Group together(int workload) {
    return rules.together(workload);
  }

  /** Adds to costs by site what the traffic with those that are placed costs. */
  void addTraffic(int workload, int[] sites, double[] costs) {
    for (int site : sites) {
      costs[site] += (double) traffic.cost(workload, site, at);
    }
  }

  boolean mayBe(int workload, int site) {
    return workloads.mayBe(workload, site);
  }

  /** By how much the objective would change, but for what opens or closes. */
  long change(int workload, int site) {
    return here(workload, site) - here(workload, at[workload]);
  }

  /** By how much what is open would change. */
  long opens(int from, int to) {
    long change = to != NOWHERE && members.count(to) == 0 ? opening[to] : 0;
    return from != NOWHERE && members.count(from) == 1 ? change - opening[from] : change;
  }

  private long here(int workload, int site) {
    return site == NOWHERE
        ? absence(workload)
        : costs.of(workload, site) + traffic.cost(workload, site, at);
  }

  /** Moves it, whether it has room there or not. */
  void move(int workload, int to) {
    int from = at[workload];
    if (from != NOWHERE) {
      cost -= here(workload, from);
      members.remove(from, workload);
      cost -= members.count(from) == 0 ? opening[from] : 0;
      take(workload, from, 1);
    } else {
      absence -= absence(workload);
      members.remove(nowhere, workload);
    }
    at[workload] = to;
    rules.move(workload, from, to);
    if (to != NOWHERE) {
      cost += here(workload, to);
      cost += members.count(to) == 0 ? opening[to] : 0;
      members.add(to, workload);
      take(workload, to, -1);
    } else {
      absence += absence(workload);
      members.add(nowhere, workload);
    }
  }

  private void take(int workload, int site, int sign) {
    for (int d = 0; d < dimensions; d++) {
      left[site * dimensions + d] += sign * needs[workload * dimensions + d];
    }
  }

  /** The sites of all, by workload. */
  public int[] all() {
    return at.clone();
  }
}
