package org.hansa.platform.place.reassign;

/**
 * What is left of each machine, and what its load and balance cost. All by machine and resource, as
 * in {@link Instance}.
 */
final class Usage {

  private final int resources;
  private final boolean[] isTransient;
  private final boolean anyTransient;
  private final long[] weights;
  private final long[] requirements;
  private final int[] homes;

  /** Capacity less what is used. */
  private final long[] left;

  /** The same less what is held at home for those that were moved away. */
  private final long[] room;

  /** Of what is left, that up to which the load costs. */
  private final long[] margins;

  private final int[] first;
  private final int[] second;
  private final long[] targets;
  private final long[] balanceWeights;

  /** By machine. */
  private final long[] costs;

  Usage(Instance instance, int[] machines) {
    resources = instance.resources();
    isTransient = instance.isTransient();
    boolean any = false;
    for (boolean one : isTransient) {
      any |= one;
    }
    anyTransient = any;
    weights = instance.loadWeights();
    requirements = instance.requirements();
    homes = instance.initial();
    left = instance.capacities().clone();
    room = instance.capacities().clone();
    margins = new long[left.length];
    for (int i = 0; i < left.length; i++) {
      margins[i] = instance.capacities()[i] - instance.safeties()[i];
    }
    Instance.Balance[] balances = instance.balances();
    first = new int[balances.length];
    second = new int[balances.length];
    targets = new long[balances.length];
    balanceWeights = new long[balances.length];
    for (int b = 0; b < balances.length; b++) {
      first[b] = balances[b].first();
      second[b] = balances[b].second();
      targets[b] = balances[b].target();
      balanceWeights[b] = balances[b].weight();
    }
    for (int p = 0; p < machines.length; p++) {
      take(left, machines[p], p);
      take(room, machines[p], p);
      hold(p, machines[p], -1);
    }
    costs = new long[instance.machines()];
    for (int m = 0; m < costs.length; m++) {
      costs[m] = cost(m);
    }
  }

  private void take(long[] from, int machine, int process) {
    for (int r = 0; r < resources; r++) {
      from[machine * resources + r] -= requirements[process * resources + r];
    }
  }

  /** Holds at home, -1, or gives back, 1, what a process needs there while it is elsewhere. */
  private void hold(int process, int machine, int sign) {
    int home = homes[process];
    if (anyTransient && machine != home) {
      for (int r = 0; r < resources; r++) {
        if (isTransient[r]) {
          room[home * resources + r] += sign * requirements[process * resources + r];
        }
      }
    }
  }

  long cost(int machine) {
    int at = machine * resources;
    long cost = 0;
    for (int r = 0; r < resources; r++) {
      cost += weights[r] * Math.max(0, margins[at + r] - left[at + r]);
    }
    for (int b = 0; b < first.length; b++) {
      long over = targets[b] * left[at + first[b]] - left[at + second[b]];
      cost += balanceWeights[b] * Math.max(0, over);
    }
    return cost;
  }

  /** By how much a machine costs more with a process. */
  long with(int machine, int process) {
    return changed(machine, process, 1);
  }

  /** By how much it costs more, or less, without a process that it has. */
  long without(int machine, int process) {
    return changed(machine, process, -1);
  }

  /** No machine costs less than nothing: what {@link #without} can save at most. */
  long costs(int machine) {
    return costs[machine];
  }

  private long changed(int machine, int process, int sign) {
    int at = machine * resources;
    int of = process * resources;
    long cost = 0;
    for (int r = 0; r < resources; r++) {
      long after = left[at + r] - sign * requirements[of + r];
      cost += weights[r] * Math.max(0, margins[at + r] - after);
    }
    for (int b = 0; b < first.length; b++) {
      int i = first[b];
      int k = second[b];
      long over =
          targets[b] * (left[at + i] - sign * requirements[of + i])
              - (left[at + k] - sign * requirements[of + k]);
      cost += balanceWeights[b] * Math.max(0, over);
    }
    return cost - costs[machine];
  }

  /** By how much a machine costs more with one process in the place of another that it has. */
  long exchanged(int machine, int in, int out) {
    int at = machine * resources;
    int i = in * resources;
    int o = out * resources;
    long cost = 0;
    for (int r = 0; r < resources; r++) {
      long after = left[at + r] - requirements[i + r] + requirements[o + r];
      cost += weights[r] * Math.max(0, margins[at + r] - after);
    }
    for (int b = 0; b < first.length; b++) {
      int f = first[b];
      int s = second[b];
      long over =
          targets[b] * (left[at + f] - requirements[i + f] + requirements[o + f])
              - (left[at + s] - requirements[i + s] + requirements[o + s]);
      cost += balanceWeights[b] * Math.max(0, over);
    }
    return cost - costs[machine];
  }

  /** Whether a process finds room; what is held for it at home it has there already. */
  boolean fits(int process, int machine) {
    int at = machine * resources;
    int of = process * resources;
    boolean home = anyTransient && machine == homes[process];
    for (int r = 0; r < resources; r++) {
      if (requirements[of + r] > room[at + r] && !(home && isTransient[r])) {
        return false;
      }
    }
    return true;
  }

  /** The same when another leaves; what is held for that one at home is not given back. */
  boolean fits(int in, int out, int machine) {
    int at = machine * resources;
    int i = in * resources;
    int o = out * resources;
    boolean home = anyTransient && machine == homes[in];
    boolean held = anyTransient && machine == homes[out];
    for (int r = 0; r < resources; r++) {
      long more = home && isTransient[r] ? 0 : requirements[i + r];
      long less = held && isTransient[r] ? 0 : requirements[o + r];
      if (more - less > room[at + r]) {
        return false;
      }
    }
    return true;
  }

  void move(int process, int from, int to) {
    int of = process * resources;
    for (int r = 0; r < resources; r++) {
      long amount = requirements[of + r];
      left[from * resources + r] += amount;
      room[from * resources + r] += amount;
      left[to * resources + r] -= amount;
      room[to * resources + r] -= amount;
    }
    hold(process, from, 1);
    hold(process, to, -1);
    costs[from] = cost(from);
    costs[to] = cost(to);
  }
}
