package org.hansa.itests.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a failing seed smaller: events and faults are left out one after the other, as long as the
 * same rule is still broken.
 */
final class Shrinking {

  private final Simulation.Result first;
  private final Bug bug;
  private final Set<Integer> omitted = new TreeSet<>();
  private final Set<Long> spared = new TreeSet<>();
  private Simulation.Result smallest;

  private Shrinking(Simulation.Result first, Bug bug) {
    this.first = first;
    this.bug = bug;
    this.smallest = first;
  }

  /** The same failure with as little as possible happening. */
  static Simulation.Result of(Simulation.Result failed, Bug bug) {
    Shrinking shrinking = new Shrinking(failed, bug);
    shrinking.run();
    return shrinking.smallest;
  }

  private void run() {
    for (Integer event : List.copyOf(first.events())) {
      tryWithout(Set.of(event), Set.of());
    }
    for (Long fault : List.copyOf(smallest.faults())) {
      tryWithout(Set.of(), Set.of(fault));
    }
  }

  private static int size(Simulation.Result result) {
    return result.events().size() + result.faults().size();
  }

  private void tryWithout(Set<Integer> events, Set<Long> faults) {
    Set<Integer> lessEvents = new HashSet<>(omitted);
    lessEvents.addAll(events);
    Set<Long> lessFaults = new HashSet<>(spared);
    lessFaults.addAll(faults);
    Simulation.Result result = Simulation.run(first.seed(), bug, lessEvents, lessFaults);
    boolean same =
        result
            .broken()
            .map(Invariants.Broken::rule)
            .equals(first.broken().map(Invariants.Broken::rule));
    // Left out, it may break the same rule later: when more has happened.
    if (same && size(result) < size(smallest)) {
      omitted.addAll(events);
      spared.addAll(faults);
      smallest = result;
    }
  }
}
