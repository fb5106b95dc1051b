package org.hansa.core.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Leases;

/** Who holds which partition, in a simulated database with a clock of its own. */
final class LeaseTable {

  private final InstantSource clock;
  private final Consumer<Fence> granted;
  private final Map<String, Instant> members = new TreeMap<>();
  private final Map<Integer, Shares.Row> rows = new TreeMap<>();

  LeaseTable(InstantSource clock, Consumer<Fence> granted) {
    this.clock = clock;
    this.granted = granted;
  }

  Leases.Held renew(String node, Duration ttl, long revision) {
    members.put(node, clock.instant().plus(ttl));
    members.values().removeIf(until -> !until.isAfter(clock.instant()));
    Map<Integer, Shares.Row> moves = Shares.moves(rows, members.keySet(), node);
    rows.putAll(moves);
    moves.forEach(
        (partition, row) ->
            row.node().ifPresent(n -> granted.accept(new Fence(partition, row.epoch()))));
    Map<Integer, Long> epochs = new HashMap<>();
    rows.forEach(
        (partition, row) ->
            row.node().filter(node::equals).ifPresent(n -> epochs.put(partition, row.epoch())));
    return new Leases.Held(epochs, revision, ttl);
  }

  void leave(String node) {
    members.remove(node);
  }

  void check(Collection<Fence> fences) {
    for (Fence fence : fences) {
      if (fence.epoch() != epoch(fence.partition())) {
        throw new Problem(
            Problem.Reason.PRECONDITION,
            fence + " is not held any more",
            "Nothing: whoever holds it does the work.");
      }
    }
  }

  private long epoch(int partition) {
    return rows.getOrDefault(partition, Shares.Row.NEW).epoch();
  }
}
