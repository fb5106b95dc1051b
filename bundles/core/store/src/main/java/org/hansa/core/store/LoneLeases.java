package org.hansa.core.store;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Leases;

/**
 * Of a store that only one process can open: it has all partitions, in the first epoch, for ever.
 */
final class LoneLeases implements Leases {

  private static final long EPOCH = 1;
  private static final Held ALL =
      new Held(
          IntStream.range(0, PARTITIONS).boxed().collect(Collectors.toMap(p -> p, p -> EPOCH)),
          0,
          Duration.ofDays(36_500));

  @Override
  public Held renew(String node, Duration ttl) {
    return ALL;
  }

  @Override
  public void leave(String node) {}

  /**
   * @throws Problem PRECONDITION if one does not hold
   */
  static void check(Set<Fence> fences) {
    for (Fence fence : fences) {
      if (fence.epoch() != EPOCH) {
        throw new Problem(
            Problem.Reason.PRECONDITION,
            "partition " + fence.partition() + " is not held in epoch " + fence.epoch(),
            "Nothing: whoever holds it does the work.");
      }
    }
  }
}
