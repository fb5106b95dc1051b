package org.hansa.core.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Leases;

/** Who holds which partition, in a simulated database with a clock of its own. */
final class LeaseTable {

  /** A node of none has given it up. */
  private record Row(Optional<String> node, long epoch) {}

  private final InstantSource clock;
  private final Consumer<Fence> granted;
  private final Map<String, Instant> members = new TreeMap<>();
  private final Map<Integer, Row> rows = new TreeMap<>();

  LeaseTable(InstantSource clock, Consumer<Fence> granted) {
    this.clock = clock;
    this.granted = granted;
  }

  Leases.Held renew(String node, Duration ttl, long revision) {
    members.put(node, clock.instant().plus(ttl));
    members.values().removeIf(until -> !until.isAfter(clock.instant()));
    int fair = (Leases.PARTITIONS + members.size() - 1) / members.size();
    List<Integer> own = held(node);
    own.stream().skip(fair).forEach(p -> rows.put(p, new Row(Optional.empty(), epoch(p))));
    IntStream.range(0, Leases.PARTITIONS)
        .filter(p -> holder(p).filter(members::containsKey).isEmpty())
        .limit(Math.max(0, fair - own.size()))
        .forEach(p -> take(node, p));
    Map<Integer, Long> epochs = new HashMap<>();
    held(node).forEach(p -> epochs.put(p, epoch(p)));
    return new Leases.Held(epochs, revision, ttl);
  }

  private void take(String node, int partition) {
    rows.put(partition, new Row(Optional.of(node), epoch(partition) + 1));
    granted.accept(new Fence(partition, epoch(partition)));
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

  private List<Integer> held(String node) {
    return rows.keySet().stream().filter(p -> holder(p).equals(Optional.of(node))).toList();
  }

  private Optional<String> holder(int partition) {
    return Optional.ofNullable(rows.get(partition)).flatMap(Row::node);
  }

  private long epoch(int partition) {
    return Optional.ofNullable(rows.get(partition)).map(Row::epoch).orElse(0L);
  }
}
