package org.hansa.drivers.simulator.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hansa.drivers.simulator.data.Demand;

/** What is taken of everything, by whom where that matters, and what power follows from it. */
final class Sums {

  private final Demand demand;
  private final long since;
  private final Map<String, Long> sums = new HashMap<>();
  private final Map<String, List<String>> holders = new HashMap<>();
  private final Map<String, Load> loads = new HashMap<>();

  Sums(Demand demand, long since) {
    this.demand = demand;
    this.since = since;
  }

  void add(String uid, List<Hold> holds, long now) {
    for (Hold hold : holds) {
      change(hold.what(), hold.amount(), now);
      if (hold.named()) {
        holders.computeIfAbsent(hold.what(), w -> new ArrayList<>(1)).add(uid);
      }
    }
  }

  void take(String uid, List<Hold> holds, long now) {
    for (Hold hold : holds) {
      change(hold.what(), -hold.amount(), now);
      if (hold.named()) {
        holders.computeIfPresent(
            hold.what(),
            (what, uids) -> {
              uids.remove(uid);
              return uids.isEmpty() ? null : uids;
            });
      }
    }
  }

  private void change(String what, long amount, long now) {
    long next = sums.merge(what, amount, Long::sum);
    if (what.startsWith(Hold.CPU) || what.startsWith(Hold.POWERED)) {
      loads.put(what, load(what).with(next, now, demand));
    }
    if (next == 0) {
      sums.remove(what);
    }
  }

  long of(String what) {
    return sums.getOrDefault(what, 0L);
  }

  List<String> holders(String what) {
    return List.copyOf(holders.getOrDefault(what, List.of()));
  }

  Load load(String what) {
    return loads.getOrDefault(what, Load.begin(since));
  }

  Map<String, Load> loads() {
    return loads;
  }
}
