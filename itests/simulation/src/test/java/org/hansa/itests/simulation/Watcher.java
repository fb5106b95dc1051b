package org.hansa.itests.simulation;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Changed;
import org.hansa.itests.simulation.Invariants.Rule;

/**
 * Somebody who watches through one machine: when its node dies they go on with the next from what
 * they saw last, and list anew only when that is not retained. They see each commit once, in order.
 */
final class Watcher {

  private final Machine machine;
  private final Invariants invariants;
  private final Faults faults;
  private final NavigableMap<Long, List<Changed>> log;
  private Optional<Node> node = Optional.empty();
  private long seen;

  /**
   * @param log what was committed, by revision
   */
  Watcher(
      Machine machine,
      Invariants invariants,
      Faults faults,
      NavigableMap<Long, List<Changed>> log) {
    this.machine = machine;
    this.invariants = invariants;
    this.faults = faults;
    this.log = log;
  }

  /** Watches there, if not yet; what cannot be reached is tried again at the next step. */
  void follow() {
    machine
        .running()
        .filter(here -> !here.paused() && node.filter(here::equals).isEmpty())
        .ifPresent(this::watch);
  }

  private void watch(Node here) {
    try {
      here.watch(seen, changes -> saw(here, changes));
      node = Optional.of(here);
      faults.count(Happening.WATCH_TAKEN_UP);
    } catch (Problem e) {
      if (e.reason() == Problem.Reason.EXHAUSTED && here.listed() > seen) {
        seen = here.listed();
        faults.count(Happening.WATCH_LISTS_ANEW);
      }
    }
  }

  private void saw(Node by, List<Changed> changes) {
    if (node.filter(by::equals).isEmpty()) {
      invariants.broken(Rule.A_WATCH_SEES_EACH_COMMIT_ONCE, "a dead node goes on telling");
      return;
    }
    Optional<Map.Entry<Long, List<Changed>>> next = Optional.ofNullable(log.higherEntry(seen));
    if (!next.map(Map.Entry::getValue).equals(Optional.of(changes))) {
      invariants.broken(
          Rule.A_WATCH_SEES_EACH_COMMIT_ONCE,
          "after " + seen + " it saw " + changes + ", and not " + next);
    }
    seen = changes.get(changes.size() - 1).revision();
  }

  /** At rest nothing is on its way any more. */
  void rested() {
    if (log.higherKey(seen) != null) {
      invariants.broken(
          Rule.A_WATCH_SEES_EACH_COMMIT_ONCE, "it is at " + seen + " of " + log.lastKey());
    }
  }
}
