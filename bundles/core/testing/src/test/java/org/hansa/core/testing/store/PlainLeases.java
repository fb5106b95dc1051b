package org.hansa.core.testing.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Leases;

/** Leases in memory, right but for a defect. */
final class PlainLeases implements Leases {

  private final Defect defect;
  private final Map<String, Long> until = new TreeMap<>();
  private final Map<Integer, String> holders = new HashMap<>();
  private final Map<Integer, Long> epochs = new HashMap<>();

  PlainLeases(Defect defect) {
    this.defect = defect;
  }

  @Override
  public synchronized Held renew(String node, Duration ttl) {
    until.put(node, System.nanoTime() + ttl.toNanos());
    until.values().removeIf(end -> end - System.nanoTime() <= 0);
    int part = PARTITIONS / until.size();
    int own = 0;
    for (int p = 0; p < PARTITIONS; p++) {
      boolean mine = node.equals(holders.get(p));
      boolean free = !until.containsKey(holders.getOrDefault(p, ""));
      if (mine && own == part) {
        holders.remove(p);
      } else if (mine) {
        own++;
      } else if ((free || defect == Defect.TWO_HOLD) && own < part) {
        holders.put(p, node);
        if (defect != Defect.SAME_EPOCH || !epochs.containsKey(p)) {
          epochs.merge(p, 1L, Long::sum);
        }
        own++;
      }
    }
    Map<Integer, Long> held = new HashMap<>();
    holders.forEach(
        (p, holder) -> {
          boolean left = defect == Defect.LEAVES_ONE_OUT && p == 0;
          if (holder.equals(node) && !left) {
            held.put(p, epochs.get(p));
          }
        });
    return new Held(held, 0, ttl);
  }

  @Override
  public synchronized void leave(String node) {
    if (defect != Defect.NEVER_LEAVES) {
      until.remove(node);
    }
  }

  synchronized void check(Set<Fence> fences) {
    for (Fence fence : fences) {
      long newest = epochs.getOrDefault(fence.partition(), 0L);
      boolean stale = fence.epoch() != newest && defect != Defect.STALE_FENCE;
      if (stale || (defect == Defect.HOLDER_REFUSED && fence.partition() == 7)) {
        throw new Problem(Problem.Reason.PRECONDITION, fence + " is stale", "Nothing.");
      }
    }
  }
}
