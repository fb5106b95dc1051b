package org.hansa.itests.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a failing seed smaller: of its events and faults, and no others, many at once and then one
 * after the other are left out, as long as the same rule is still broken, until each is needed.
 */
final class Shrinking {

  /** An event of the script, or a fault. */
  private record Part(boolean isEvent, long number) {}

  private final Simulation.Result first;
  private final Bug bug;
  private List<Part> kept;
  private Simulation.Result smallest;

  private Shrinking(Simulation.Result first, Bug bug) {
    this.first = first;
    this.bug = bug;
    smallest = first;
    kept = happened(first);
  }

  /** The same failure with as little as possible happening. */
  static Simulation.Result of(Simulation.Result failed, Bug bug) {
    Shrinking shrinking = new Shrinking(failed, bug);
    int before;
    do {
      before = shrinking.kept.size();
      shrinking.pass();
    } while (shrinking.kept.size() < before);
    return shrinking.smallest;
  }

  /** All faults, all events; then half of all, quarters, and so on to single ones. */
  private void pass() {
    tryWithout(kept.stream().filter(part -> !part.isEvent()).toList());
    tryWithout(kept.stream().filter(Part::isEvent).toList());
    for (int chunk = (kept.size() + 1) / 2; chunk > 0; chunk /= 2) {
      List<Part> parts = kept;
      for (int from = 0; from < parts.size(); from += chunk) {
        tryWithout(parts.subList(from, Math.min(from + chunk, parts.size())));
      }
    }
  }

  private static List<Part> happened(Simulation.Result result) {
    Stream<Part> events = result.events().stream().map(number -> new Part(true, number));
    Stream<Part> faults = result.faults().stream().map(number -> new Part(false, number));
    return Stream.concat(events, faults).toList();
  }

  private void tryWithout(List<Part> parts) {
    List<Part> rest = new ArrayList<>(kept);
    if (!rest.removeAll(Set.copyOf(parts))) {
      return;
    }
    Set<Long> events = numbers(rest, true);
    Set<Long> faults = numbers(rest, false);
    Simulation.Result result =
        Simulation.run(first.seed(), bug, e -> events.contains((long) e), faults::contains);
    boolean same =
        result
            .broken()
            .map(Invariants.Broken::rule)
            .equals(first.broken().map(Invariants.Broken::rule));
    if (same) {
      smallest = result;
      kept = happened(result);
    }
  }

  private static Set<Long> numbers(List<Part> parts, boolean events) {
    return parts.stream()
        .filter(part -> part.isEvent() == events)
        .map(Part::number)
        .collect(Collectors.toSet());
  }
}
