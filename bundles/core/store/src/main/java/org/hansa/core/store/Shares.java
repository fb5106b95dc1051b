package org.hansa.core.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hansa.core.api.store.Leases;

/** How partitions are shared out among nodes: each has its fair part, and little moves. */
final class Shares {

  /**
   * Who has a partition.
   *
   * @param node none if it was given up, or its node is not alive
   * @param epoch grows with each change of hands
   */
  record Row(Optional<String> node, long epoch) {
    static final Row NEW = new Row(Optional.empty(), 0);
  }

  private Shares() {}

  /**
   * What changes when a node says that it lives: it gives up what is more than its part, and takes
   * what nobody alive has, up to its part.
   *
   * @param rows by partition; what is not there was never taken
   * @param alive nodes, this one among them
   */
  static SortedMap<Integer, Row> moves(Map<Integer, Row> rows, Set<String> alive, String node) {
    int part = (Leases.PARTITIONS + alive.size() - 1) / alive.size();
    List<Integer> own = new ArrayList<>();
    List<Integer> free = new ArrayList<>();
    for (int p = 0; p < Leases.PARTITIONS; p++) {
      Optional<String> holder = rows.getOrDefault(p, Row.NEW).node().filter(alive::contains);
      if (holder.isEmpty()) {
        free.add(p);
      } else if (holder.get().equals(node)) {
        own.add(p);
      }
    }
    SortedMap<Integer, Row> moves = new TreeMap<>();
    own.stream()
        .skip(part)
        .forEach(p -> moves.put(p, new Row(Optional.empty(), rows.get(p).epoch())));
    free.stream()
        .limit(Math.max(0, part - own.size()))
        .forEach(
            p ->
                moves.put(
                    p, new Row(Optional.of(node), rows.getOrDefault(p, Row.NEW).epoch() + 1)));
    return moves;
  }
}
