package org.hansa.platform.place.reassign;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges an assignment from scratch, as the challenge's subject says it and without anything that
 * the search keeps: what the search found is believed only after this.
 */
final class Check {

  private final Instance instance;

  Check(Instance instance) {
    this.instance = instance;
  }

  /**
   * @param machines by process
   * @return the first constraint that does not hold, in words
   */
  Optional<String> broken(int[] machines) {
    return capacity(machines)
        .or(() -> conflict(machines))
        .or(() -> spread(machines))
        .or(() -> dependency(machines));
  }

  private Optional<String> capacity(int[] machines) {
    int resources = instance.resources();
    long[] used = used(machines);
    for (int p = 0; p < machines.length; p++) {
      int home = instance.initial()[p];
      for (int r = 0; home != machines[p] && r < resources; r++) {
        if (instance.isTransient()[r]) {
          used[home * resources + r] += instance.requirements()[p * resources + r];
        }
      }
    }
    for (int i = 0; i < used.length; i++) {
      if (used[i] > instance.capacities()[i]) {
        return Optional.of(
            "machine %d holds %d of resource %d and has %d"
                .formatted(i / resources, used[i], i % resources, instance.capacities()[i]));
      }
    }
    return Optional.empty();
  }

  private long[] used(int[] machines) {
    int resources = instance.resources();
    long[] used = new long[instance.machines() * resources];
    for (int p = 0; p < machines.length; p++) {
      for (int r = 0; r < resources; r++) {
        used[machines[p] * resources + r] += instance.requirements()[p * resources + r];
      }
    }
    return used;
  }

  private Optional<String> conflict(int[] machines) {
    Map<Long, Integer> seen = new HashMap<>();
    for (int p = 0; p < machines.length; p++) {
      long place = (long) instance.services()[p] * instance.machines() + machines[p];
      Integer other = seen.put(place, p);
      if (other != null) {
        return Optional.of(
            "processes %d and %d of service %d are both on machine %d"
                .formatted(other, p, instance.services()[p], machines[p]));
      }
    }
    return Optional.empty();
  }

  private Optional<String> spread(int[] machines) {
    int[] distinct = new int[instance.spreads().length];
    Set<Long> seen = new HashSet<>();
    for (int p = 0; p < machines.length; p++) {
      int service = instance.services()[p];
      if (seen.add((long) service * machines() + instance.locations()[machines[p]])) {
        distinct[service]++;
      }
    }
    for (int s = 0; s < distinct.length; s++) {
      // A service that has no process is nowhere, and asks nothing.
      if (distinct[s] < instance.spreads()[s] && distinct[s] > 0) {
        return Optional.of(
            "service %d is in %d locations and should be in %d"
                .formatted(s, distinct[s], instance.spreads()[s]));
      }
    }
    return Optional.empty();
  }

  private int machines() {
    return instance.machines();
  }

  private Optional<String> dependency(int[] machines) {
    Set<Long> in = new HashSet<>();
    for (int p = 0; p < machines.length; p++) {
      in.add(at(instance.services()[p], machines[p]));
    }
    for (int p = 0; p < machines.length; p++) {
      for (int needed : instance.needs()[instance.services()[p]]) {
        if (!in.contains(at(needed, machines[p]))) {
          return Optional.of(
              "service %d is in neighbourhood %d without service %d, which it depends on"
                  .formatted(
                      instance.services()[p], instance.neighbourhoods()[machines[p]], needed));
        }
      }
    }
    return Optional.empty();
  }

  private long at(int service, int machine) {
    return (long) service * machines() + instance.neighbourhoods()[machine];
  }

  long objective(int[] machines) {
    long[] used = used(machines);
    long cost = 0;
    for (int m = 0; m < machines(); m++) {
      cost += load(used, m) + balance(used, m);
    }
    int[] moved = new int[instance.spreads().length];
    for (int p = 0; p < machines.length; p++) {
      cost += instance.moved(p, machines[p]);
      if (machines[p] != instance.initial()[p]) {
        moved[instance.services()[p]]++;
      }
    }
    return cost + instance.serviceMoveWeight() * Arrays.stream(moved).max().orElse(0);
  }

  private long load(long[] used, int machine) {
    long cost = 0;
    for (int r = 0; r < instance.resources(); r++) {
      int at = machine * instance.resources() + r;
      cost += instance.loadWeights()[r] * Math.max(0, used[at] - instance.safeties()[at]);
    }
    return cost;
  }

  private long balance(long[] used, int machine) {
    long cost = 0;
    for (Instance.Balance balance : instance.balances()) {
      int first = machine * instance.resources() + balance.first();
      int second = machine * instance.resources() + balance.second();
      long left = instance.capacities()[first] - used[first];
      long other = instance.capacities()[second] - used[second];
      cost += balance.weight() * Math.max(0, balance.target() * left - other);
    }
    return cost;
  }

  /** What no objective exceeds, roughly; more than what is counted in 64 bits is told from it. */
  double worst() {
    int resources = instance.resources();
    double worst = 0;
    for (int i = 0; i < instance.requirements().length; i++) {
      worst += (double) instance.requirements()[i] * instance.loadWeights()[i % resources];
    }
    for (Instance.Balance balance : instance.balances()) {
      for (int m = 0; m < machines(); m++) {
        double left = instance.capacities()[m * resources + balance.first()];
        worst += balance.weight() * (double) balance.target() * left;
      }
    }
    for (long move : instance.processMoves()) {
      worst += (double) instance.processMoveWeight() * move;
      worst += (double) instance.machineMoveWeight() * Integer.MAX_VALUE;
    }
    return worst + (double) instance.serviceMoveWeight() * instance.processes();
  }

  /**
   * What no assignment can be below: what all together hold beyond all safety capacities, and what
   * all together is out of balance.
   */
  long bound() {
    int resources = instance.resources();
    long[] over = new long[resources];
    long[] left = new long[resources];
    long[] used = used(instance.initial());
    for (int i = 0; i < used.length; i++) {
      over[i % resources] += used[i] - instance.safeties()[i];
      left[i % resources] += instance.capacities()[i] - used[i];
    }
    long bound = 0;
    for (int r = 0; r < resources; r++) {
      bound += instance.loadWeights()[r] * Math.max(0, over[r]);
    }
    for (Instance.Balance b : instance.balances()) {
      bound += b.weight() * Math.max(0, b.target() * left[b.first()] - left[b.second()]);
    }
    return bound;
  }
}
