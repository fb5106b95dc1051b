package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.hansa.core.api.store.Leases;
import org.junit.jupiter.api.Test;

class SharesTest {

  private final Map<Integer, Shares.Row> rows = new HashMap<>();

  private int turn(Set<String> alive, String node) {
    Map<Integer, Shares.Row> moves = Shares.moves(rows, alive, node);
    rows.putAll(moves);
    return moves.size();
  }

  private long held(String node) {
    return rows.values().stream().filter(r -> r.node().equals(Optional.of(node))).count();
  }

  @Test
  void comesToRestWithFairPartsHoweverManyComeAndGo() {
    for (Set<String> alive :
        List.of(Set.of("a"), Set.of("a", "b"), Set.of("a", "b", "c"), Set.of("b", "c"))) {
      IntStream.range(0, 3).forEach(i -> alive.forEach(node -> turn(alive, node)));
      assertThat(alive.stream().mapToInt(node -> turn(alive, node))).containsOnly(0);
      assertThat(alive.stream().mapToLong(this::held).sum()).isEqualTo(Leases.PARTITIONS);
      int part = (Leases.PARTITIONS + alive.size() - 1) / alive.size();
      assertThat(alive).allMatch(node -> held(node) <= part && held(node) >= part - alive.size());
    }
  }

  @Test
  void onlyATakingRaisesTheEpoch() {
    turn(Set.of("a"), "a");
    assertThat(rows.values()).extracting(Shares.Row::epoch).containsOnly(1L);
    turn(Set.of("a", "b"), "a");
    assertThat(rows.values()).extracting(Shares.Row::epoch).containsOnly(1L);
    turn(Set.of("a", "b"), "b");
    assertThat(rows.values().stream().filter(r -> r.node().equals(Optional.of("b"))))
        .extracting(Shares.Row::epoch)
        .containsOnly(2L);
    assertThat(held("a")).isEqualTo(Leases.PARTITIONS / 2);
  }
}
